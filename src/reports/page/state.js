// The view as its permalink tells it: everything after the sign # is `name=value`, and what is as it
// opens is left out. A link of an older page that names what is no longer there opens without it.
const FACETS = ['year', 'dept', 'unit', 'kind', 'purpose', 'form', 'grade', 'rule'];
const OPENING = {
  ...Object.fromEntries(FACETS.map((name) => [name, ''])),
  q: '', by: 'unit', sort: '', dir: '', open: '', fig: '', lang: '', tables: '',
};
const state = { ...OPENING };

const readState = () => {
  const hash = location.hash.slice(1);
  Object.assign(state, OPENING);
  if (!hash.includes('=')) return;
  for (const [name, value] of new URLSearchParams(hash)) {
    if (Object.hasOwn(OPENING, name)) state[name] = value;
  }
};

const permalink = () => {
  const told = Object.entries(state).filter(([name, value]) => value !== OPENING[name]);
  return `#${new URLSearchParams(told)}`;
};

const writeState = () => {
  const link = permalink();
  if (link !== location.hash && !(link === '#' && location.hash === '')) {
    history.replaceState(null, '', link === '#' ? location.pathname + location.search : link);
  }
};
