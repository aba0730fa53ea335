// Where reserved words were filled into formatted text. The text comes with a mark before and behind each of them; the marks are
// taken out, and the browser paints the places without a change of the text (CSS Custom Highlight API), until somebody edits them.
// Where a browser cannot paint, the list beside the text says the same.
const BEGIN = '\ue000';
const MARKS = /[\ue000\ue001]/;

export class Filled {
  constructor(root) {
    this.root = root;
    this.places = [];
  }

  /** Takes the marks out of the text and remembers what stood between them. */
  lift() {
    const nodes = [];
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const found = [];
    let open = null;
    for (const node of nodes) {
      for (let at = node.data.search(MARKS); at >= 0; at = node.data.search(MARKS)) {
        const begins = node.data[at] === BEGIN;
        node.deleteData(at, 1);
        if (begins) {
          open = { node, at };
        } else if (open !== null) {
          const range = document.createRange();
          range.setStart(open.node, open.at);
          range.setEnd(node, at);
          found.push(range);
          open = null;
        }
      }
    }
    this.places = found.map((range) => ({ range, said: range.toString() }));
    found.filter((range) => range.collapsed).forEach(keepLine);
    this.paint();
  }

  /** Places that somebody edited are no longer what was filled in. */
  follow() {
    for (const place of this.places) {
      if (place.range === null) continue;
      const gone = !this.root.contains(place.range.startContainer);
      const line = lineOf(place.range, this.root);
      const written = place.said === '' && line !== null && place.line !== undefined && line.textContent !== place.line;
      if (gone || place.range.toString() !== place.said || written) place.range = null;
      else if (place.said === '') place.line ??= line?.textContent;
    }
    this.paint();
  }

  numbers() { return this.places.flatMap(({ range }, number) => (range === null ? [] : [number])).join(' '); }
  range(number) { return this.places[number]?.range?.cloneRange() ?? null; }

  forget() {
    this.places = [];
    this.paint();
  }

  paint() {
    if (!CSS.highlights) return;
    const whole = this.places.filter(({ range, said }) => range !== null && said !== '');
    const isWord = ({ said }) => /^%.*%$/.test(said);
    CSS.highlights.set('filled', new Highlight(...whole.filter((place) => !isWord(place)).map(({ range }) => range)));
    CSS.highlights.set('unfilled', new Highlight(...whole.filter(isWord).map(({ range }) => range)));
  }
}

const lineOf = (range, root) => {
  const { startContainer } = range;
  const element = startContainer.nodeType === Node.ELEMENT_NODE ? startContainer : startContainer.parentElement;
  return element !== null && root.contains(element) ? element : null;
};

/** A line in which nothing is left stays a line. */
function keepLine(range) {
  const line = lineOf(range, range.startContainer.getRootNode());
  if (line !== null && line.textContent === '' && line.querySelector('br, img') === null) line.append(document.createElement('br'));
}
