// The editor of formatted text, loaded when somebody opens one: Squire, with what this program lets into a mail.
//   const editor = madoguchiRich.open(root, { html, pictures, changed, marked, pasted })
//     pictures: "cid\taddress" a line; changed(): something was typed; marked("b ul"): the emphasis at the caret;
//     pasted(file): a picture to be sent up, which `place` puts into the text afterwards; typed(before): what stands before the
//     caret on its line, whenever a letter came by the keyboard and no input method composes.
// Not its task: saving, sending up, the tools.
import Squire from 'squire-rte';
import { cleaner } from './clean.js';
import { Filled } from './filled.js';
import { isPlain, textOf } from './text.js';

const MARKS = ['B', 'I', 'U', 'UL', 'OL', 'BLOCKQUOTE', 'A'];

class Editor {
  constructor(root, { html, pictures, changed, marked, pasted, typed }) {
    this.root = root;
    this.pictures = new Map(pictures.split('\n').filter(Boolean).map((line) => line.split('\t')));
    this.marked = marked;
    this.places = new Filled(root);
    this.squire = new Squire(root, {
      sanitizeToDOMFragment: cleaner({ address: (cid) => this.pictures.get(cid), keep: pasted }),
      // Words are not made links while they are typed: addresses of customers would change under the hand.
      addLinks: false,
      didError: (error) => { throw error; },
    });
    // Both change the text in ways that have no place in a mail, or move the focus away by Tab.
    for (const key of ['Tab', 'Shift-Tab']) this.squire.setKeyHandler(key, null);
    this.set(html);
    this.squire.addEventListener('input', () => this.look(changed));
    this.heard = (event) => { if (event.isTrusted && !event.isComposing) typed(this.before()); };
    root.addEventListener('input', this.heard);
    for (const event of ['pathChange', 'cursor', 'select']) this.squire.addEventListener(event, () => this.mark());
    this.squire.addEventListener('pasteImage', ({ detail }) => [...detail.clipboardData.files].filter((file) => file.type.startsWith('image/')).forEach(pasted));
  }

  mark() {
    const here = MARKS.filter((mark) => this.squire.hasFormat(mark) || (mark === 'B' && this.squire.hasFormat('STRONG')) || (mark === 'I' && this.squire.hasFormat('EM')));
    this.marked(here.map((mark) => mark.toLowerCase()).join(' '));
  }

  /** As it is saved: pictures by their name. */
  html() {
    const kept = document.createElement('template');
    kept.innerHTML = this.squire.getHTML().replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=\s*/gi, ' data-look='));
    const cids = new Map([...this.pictures].map(([cid, address]) => [address, cid]));
    for (const picture of kept.content.querySelectorAll('img')) {
      const cid = cids.get(picture.getAttribute('src'));
      if (cid === undefined) {
        picture.remove();
        continue;
      }
      const [, wide] = /width:\s*(\d+)/.exec(picture.dataset.look ?? '') ?? [];
      if (wide) picture.setAttribute('width', wide);
      picture.setAttribute('src', `cid:${cid}`);
    }
    for (const element of kept.content.querySelectorAll('[data-look], [class]')) {
      element.removeAttribute('data-look');
      element.removeAttribute('class');
    }
    return kept.innerHTML;
  }

  set(html) {
    this.places.forget();
    this.squire.setHTML(html);
    this.known = this.now();
  }

  /** Squire hears of every mutation, those of the element itself and of its own marks for the caret among them. */
  look(changed) {
    const now = this.now();
    if (now === this.known) return;
    this.known = now;
    this.places.follow();
    changed();
  }

  /** What stands before the caret on its line. */
  before() {
    const caret = this.squire.getSelection();
    if (!caret.collapsed || !this.root.contains(caret.startContainer)) return '';
    const element = caret.startContainer.nodeType === Node.ELEMENT_NODE ? caret.startContainer : caret.startContainer.parentElement;
    const line = document.createRange();
    line.setStart(element.closest('div, p, li, td, th, h1, h2, h3, h4, pre') ?? this.root, 0);
    line.setEnd(caret.startContainer, caret.startOffset);
    return line.toString().replace(/\u200b/g, '');
  }

  /** HTML at the caret, in the place of `eaten` letters before it. */
  insert(html, eaten) {
    this.squire.focus();
    const caret = this.squire.getSelection();
    if (eaten > 0 && caret.startContainer.nodeType === Node.TEXT_NODE && caret.startOffset >= eaten) {
      caret.setStart(caret.startContainer, caret.startOffset - eaten);
      this.squire.setSelection(caret);
    }
    this.squire.insertHTML(html);
    this.places.lift();
  }

  filled() { return this.places.numbers(); }

  goTo(number) {
    const place = this.places.range(number);
    if (place === null) return;
    this.squire.focus();
    this.squire.setSelection(place);
    (place.startContainer.parentElement ?? this.root).scrollIntoView({ block: 'nearest' });
  }

  now() { return this.root.innerHTML.replace(/\u200b/g, ''); }
  text() { return textOf(this.root); }
  isPlain() { return isPlain(this.root); }
  lock(locked) { this.root.setAttribute('contenteditable', String(!locked)); }

  begin() {
    this.squire.focus();
    this.squire.moveCursorToStart();
    this.root.scrollTop = 0;
  }

  act(name, value) {
    const squire = this.squire;
    const has = (tag) => squire.hasFormat(tag);
    squire.focus();
    switch (name) {
      case 'b': has('B') || has('STRONG') ? squire.changeFormat(null, { tag: has('B') ? 'B' : 'STRONG' }) : squire.bold(); break;
      case 'i': has('I') || has('EM') ? squire.changeFormat(null, { tag: has('I') ? 'I' : 'EM' }) : squire.italic(); break;
      case 'u': has('U') ? squire.removeUnderline() : squire.underline(); break;
      case 'ul': has('UL') ? squire.removeList() : squire.makeUnorderedList(); break;
      case 'ol': has('OL') ? squire.removeList() : squire.makeOrderedList(); break;
      case 'blockquote': has('BLOCKQUOTE') ? squire.decreaseQuoteLevel() : squire.increaseQuoteLevel(); break;
      case 'a': value === '' ? squire.removeLink() : squire.makeLink(value); break;
      case 'clear': squire.removeAllFormatting(); break;
    }
    this.mark();
  }

  /** Where the link at the caret leads. */
  link() {
    const { startContainer } = this.squire.getSelection();
    const element = startContainer.nodeType === Node.ELEMENT_NODE ? startContainer : startContainer.parentElement;
    return element?.closest('a')?.getAttribute('href') ?? '';
  }

  /** A picture that comes in with HTML afterwards. */
  know(cid, address) { this.pictures.set(cid, address); }

  place(cid, address, name) {
    this.pictures.set(cid, address);
    this.squire.insertImage(address, { alt: name });
  }

  /** The text as it stands, for whoever may not write any more. */
  close() {
    this.places.forget();
    this.root.removeEventListener('input', this.heard);
    this.squire.destroy();
    this.root.removeAttribute('contenteditable');
  }
}

window.madoguchiRich = { open: (root, options) => new Editor(root, options) };
