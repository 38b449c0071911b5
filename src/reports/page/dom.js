// Elements by name. Texts become text nodes and attributes values: nothing of a document is ever markup.
const make = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};
const el = (tag, attributes, ...children) => make(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => make(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

// About how wide a text is, in units of half an em: Chinese signs are as wide as two Latin ones.
const breadth = (text) => {
  let sum = 0;
  for (const sign of text) sum += sign > '\u2e80' ? 2 : 1.08;
  return sum;
};

// The beginning of `text` that fits in `most` half ems.
const shortened = (text, most) => {
  if (breadth(text) <= most) return text;
  let [kept, sum] = ['', 1];
  for (const sign of text) {
    sum += breadth(sign);
    if (sum > most) break;
    kept += sign;
  }
  return `${kept}\u2026`;
};
