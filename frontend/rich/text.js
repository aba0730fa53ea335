// Formatted text read without its formatting: for switching back to plain text, and for what is looked at before sending.
// The plain part of the mail itself is made by the server.

const BLOCKS = new Set(['ADDRESS', 'BLOCKQUOTE', 'CAPTION', 'DIV', 'H1', 'H2', 'H3', 'H4', 'HR', 'LI', 'OL', 'P', 'PRE', 'TABLE', 'TR', 'UL']);

export function textOf(root) {
  const lines = [''];
  let quotes = 0;
  // A block begins on a line of its own, and so does what follows it.
  let owed = false;
  const pay = () => {
    if (owed && lines.length > 0) lines.push('');
    owed = false;
    if (lines[lines.length - 1] === '' && quotes > 0) lines[lines.length - 1] = `${'>'.repeat(quotes)} `;
  };
  const say = (words) => {
    pay();
    lines[lines.length - 1] += words;
  };
  let begun = false;
  const walk = (node, list) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = node.data.replace(/\u200b/g, '').replace(/[\t\n\r ]+/g, ' ').replace(/\u00a0/g, ' ');
      if (words.trim() !== '' || (begun && !owed && words !== '')) {
        say(words);
        begun = true;
      }
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const name = node.nodeName;
    if (name === 'BR') {
      // The one that only holds an empty line open is that line; one at the end of words is nothing.
      if (isLast(node) && node.previousSibling) return;
      pay();
      begun = true;
      if (!isLast(node)) lines.push('');
      return;
    }
    const isBlock = BLOCKS.has(name);
    if (isBlock && begun) owed = true;
    if (name === 'BLOCKQUOTE') quotes += 1;
    if (name === 'LI') {
      say(list?.kind === 'OL' ? `${list.next}. ` : '- ');
      if (list) list.next += 1;
      begun = true;
    }
    if (name === 'IMG' && node.alt) say(node.alt);
    const inner = name === 'OL' || name === 'UL' ? { kind: name, next: node.start ?? 1 } : list;
    const marked = name === 'LI';
    for (const child of node.childNodes) {
      // The first block of an item stands beside its mark.
      if (marked && child === node.firstChild && BLOCKS.has(child.nodeName)) for (const grand of child.childNodes) walk(grand, inner);
      else walk(child, inner);
    }
    if (name === 'BLOCKQUOTE') quotes -= 1;
    if (isBlock && begun) owed = true;
    if (name === 'TD' || name === 'TH') lines[lines.length - 1] += ' ';
  };
  root.childNodes.forEach((child) => walk(child, null));
  return lines.map((line) => line.trimEnd()).join('\n');
}

const isLast = (node) => !node.nextSibling || (node.nextSibling.nodeType === Node.TEXT_NODE && node.nextSibling.data === '' && !node.nextSibling.nextSibling);

/** Whether nothing would be lost in plain text. */
export const isPlain = (root) => root.querySelector('b, i, u, s, em, strong, a, ul, ol, img, table, h1, h2, h3, h4, pre, code, sub, sup, hr') === null;
