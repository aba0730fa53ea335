// What may stand in formatted text: cleans what is typed, pasted and dropped before it gets into the page. The server cleans
// again. Nothing of Word or of a web page survives but words, emphasis, lists, quotes, links and tables.
import DOMPurify from 'dompurify';

const TAGS = ['a', 'b', 'blockquote', 'br', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'h4', 'hr', 'i', 'img', 'li', 'ol', 'p', 'pre', 's', 'strong',
  'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul', 'caption', 'tfoot'];
const ATTRIBUTES = ['href', 'src', 'alt', 'width', 'height', 'colspan', 'rowspan', 'start', 'dir'];
// Where pictures of a text that is written here are to be had.
const OWN = /^\/(?:drafts|files\/bulk|templates)\/\d+\/(?:files\/)?\d+$/;
const LINK = /^(?:https?|mailto|tel):/i;

/** `address(cid)` says where a picture of this draft is to be had, or nothing; `keep(file)` takes in one that was pasted as data. */
export function cleaner({ address, keep }) {
  return (html) => {
    const fragment = DOMPurify.sanitize(quietened(html), {
      ALLOWED_TAGS: [...TAGS, 'span', 'font'],
      ALLOWED_ATTR: [...ATTRIBUTES, 'data-look'],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      ADD_URI_SAFE_ATTR: ['data-look'],
      ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/|\/(?:drafts|files\/bulk|templates)\/)/i,
      RETURN_DOM_FRAGMENT: true,
    });
    lists(fragment);
    looks(fragment);
    pictures(fragment, address, keep);
    for (const link of fragment.querySelectorAll('a')) if (!LINK.test(link.getAttribute('href') ?? '')) link.replaceWith(...link.childNodes);
    return document.importNode(fragment, true);
  };
}

/**
 * The policy of the page forbids styles and handlers, and browsers complain of each one even where they are only read: they get
 * other names first. What makes the text safe is the cleaning after that.
 */
function quietened(html) {
  const bare = html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, '');
  return bare.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])style\s*=/gi, '$1 data-look=').replace(/([\s"'/])on\w+\s*=/gi, '$1 data-no='));
}

/** Word writes lists as paragraphs that begin with a sign of their own. */
function lists(fragment) {
  let list = null;
  for (const paragraph of fragment.querySelectorAll('p, div, h1, h2, h3')) {
    if (!/mso-list\s*:\s*l\d/i.test(paragraph.dataset.look ?? '')) continue;
    const signs = [...paragraph.querySelectorAll('[data-look]')].filter((part) => /mso-list\s*:\s*ignore/i.test(part.dataset.look));
    const kind = /^[\s(]*[0-9a-z]{1,3}[.)]/i.test(signs[0]?.textContent ?? '') ? 'ol' : 'ul';
    signs.forEach((sign) => sign.remove());
    const goesOn = list !== null && list.localName === kind && nothingBetween(list, paragraph);
    if (!goesOn) {
      list = document.createElement(kind);
      paragraph.before(list);
    }
    const item = document.createElement('li');
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

function nothingBetween(list, paragraph) {
  let next = list.nextSibling;
  while (next !== null && next !== paragraph && next.nodeType === Node.TEXT_NODE && next.data.trim() === '') next = next.nextSibling;
  return next === paragraph;
}

/** Emphasis that was said by style becomes an element; all other style goes, and what carried nothing else. */
function looks(fragment) {
  for (const element of [...fragment.querySelectorAll('[data-look], span, font')].reverse()) {
    const look = (element.dataset.look ?? '').toLowerCase();
    element.removeAttribute('data-look');
    const wanted = [];
    if (/font-weight\s*:\s*(?:bold|[6-9]00)/.test(look)) wanted.push('b');
    if (/font-style\s*:\s*italic/.test(look)) wanted.push('i');
    if (/text-decoration[^;]*:[^;]*underline/.test(look)) wanted.push('u');
    const isPlain = element.localName === 'span' || element.localName === 'font';
    // Google Docs wraps all it copies in a <b> that is not meant.
    if (element.localName === 'b' && /font-weight\s*:\s*normal/.test(look)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const name of wanted) {
      if (element.closest(name) || element.querySelector('div, p, li, table, blockquote')) continue;
      const emphasis = document.createElement(name);
      emphasis.append(...element.childNodes);
      element.append(emphasis);
    }
    if (isPlain) element.replaceWith(...element.childNodes);
  }
}

/** A picture is one of this draft or becomes one. Whatever would be fetched from elsewhere tells strangers that it was looked at. */
function pictures(fragment, address, keep) {
  for (const picture of fragment.querySelectorAll('img')) {
    const source = picture.getAttribute('src') ?? '';
    const cid = source.startsWith('cid:') ? source.slice(4) : null;
    const url = cid === null ? null : address(cid);
    if (url) {
      picture.setAttribute('src', url);
    } else if (!OWN.test(source)) {
      const file = fileOf(source);
      if (file) keep(file);
      picture.replaceWith(file ? '' : picture.alt);
    }
  }
}

function fileOf(source) {
  const [, kind, base64] = /^data:(image\/(?:png|jpeg|gif|webp));base64,(.*)$/is.exec(source) ?? [];
  if (!base64) return null;
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (c) => c.charCodeAt(0));
    return new File([bytes], `image.${kind.slice('image/'.length)}`, { type: kind });
  } catch (notBase64) {
    return null;
  }
}
