// Drives a page as a reader would, and leaves what came of it in the document.
const find = (id) => document.getElementById(id);
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

const drive = async (how) => {
  const told = { errors: [] };
  window.addEventListener('error', (event) => told.errors.push(event.message));
  window.addEventListener('securitypolicyviolation', (event) => told.errors.push(event.blockedURI));
  while (!document.documentElement.dataset.ready) await wait(10);
  told.ready = document.documentElement.dataset.ready;
  await how(told).catch((error) => told.errors.push(error.stack));
  const pre = document.createElement('pre');
  pre.id = 'driven';
  pre.textContent = JSON.stringify(told);
  document.body.append(pre);
};

// The pictures of the other language, and the tables behind those in view.
const told_of_pictures = async (told) => {
  document.querySelector('[data-set-lang="en"]').click();
  told.pictures = document.querySelectorAll('.picture[lang="en"] svg text').length && document.querySelectorAll('.picture[lang="en"] > svg').length;
  told.broken = document.querySelectorAll('parsererror').length;
  for (const button of document.querySelectorAll('.picture[lang="en"] > .turn')) button.click();
  told.behind = document.querySelectorAll('.picture[lang="en"] .grid .row').length > 8 && document.querySelectorAll('.picture[lang="en"] .grid').length;
};

const told_of_filters = async (told) => {
  const set = (name, value) => {
    const field = find(`f-${name}`);
    field.value = value;
    field.dispatchEvent(new Event(field.type === 'search' ? 'input' : 'change'));
  };
  const number = (text) => Number(/[\d,]+/.exec(text)[0].replace(/,/g, ''));
  const cells = (at) => [...find('rows').querySelectorAll('.row')][at].querySelectorAll('.cell');
  const key = (name, host) => host.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  const sum = () => find('sums').textContent;

  told.projects = number(sum());
  set('year', '=2020');
  told.of_2020 = number(sum());
  told.linked = location.hash.includes('year=');
  // The sums of a grouping by year are those of the sentence.
  set('by', 'year');
  told.sum_shown = /[\d,]+\.\d\d/.exec(sum())[0];
  told.sum_exact = cells(0)[3].textContent;
  set('year', '');
  set('by', 'project');
  told.rows_in_document = find('rows').querySelectorAll('.row').length;
  const heads = () => [...find('rows').querySelectorAll('.head button')];
  const money = heads().findIndex((head) => head.textContent.includes('\u5168\u5e74\u6267\u884c\u6570'));
  heads()[money].click();
  const amounts = [0, 1, 2, 3].map((at) => Number(cells(at)[money].textContent.replace(/,/g, '')));
  told.sorted = amounts.every((amount, at) => at === 0 || amounts[at - 1] <= amount) && amounts[3] > 0;
  const before = sum();
  set('fig', 'trusted');
  told.trusted_differs = before !== sum();
  set('fig', 'printed');
  // From a department to a unit to a project to its indicators.
  set('by', 'dept');
  const grid = find('rows');
  for (const _ of ['unit', 'project']) {
    key('ArrowDown', grid);
    key('Enter', grid);
  }
  told.drilled = find('f-by').value === 'project' && find('f-dept').value !== '' && find('f-unit').value !== '';
  key('ArrowDown', grid);
  told.chart_follows = document.querySelectorAll('.live .marked').length > 0;
  key('Enter', grid);
  const detail = find('detail');
  told.detail = detail !== null && detail.textContent.includes('raw/') && detail.querySelectorAll('tbody tr').length > 0;
  const hash = location.hash;
  key('Backspace', grid);
  location.hash = hash;
  await wait(50);
  told.reopened = find('detail') !== null;
  key('t', document.body);
  told.turned = document.querySelectorAll('.live table').length === 2;
  // Every name, hostile ones too, in view once.
  location.hash = '#by=project&q=script';
  await wait(50);
  location.hash = '#by=indicator';
  await wait(50);
  document.querySelector('[data-set-lang="en"]').click();
  told.english = /projects/.test(sum()) && find('f-by').selectedOptions[0].textContent === 'Indicator';
  told.title = document.title;
};
