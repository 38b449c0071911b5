// Sums and rates over rows of projects, exact: numbers add up as long as they fit in 53 bits, then as
// BigInt. A rate is of rows that have both its figures and a budget that is not nothing, as in the tables.
const FLUSH = 2 ** 52;

class Sum {
  constructor() {
    this.part = 0;
    this.whole = 0n;
    this.count = 0;
  }

  add(column, row) {
    const large = column.large.size ? column.large.get(row) : undefined;
    if (large !== undefined) {
      this.whole += large;
    } else {
      this.part += column.small[row];
      if (this.part > FLUSH || this.part < -FLUSH) this.flush();
    }
    this.count += 1;
  }

  flush() {
    this.whole += BigInt(this.part);
    this.part = 0;
  }

  get total() {
    this.flush();
    return this.whole;
  }
}

// A figure's column, and which rows are taken out because a finding disputes them.
class Figure {
  constructor(table, name) {
    this.column = table.column(name);
    this.small = this.column?.small ?? null;
    const disputed = table.column('disputed');
    const holds = (disputed?.dict ?? []).map((list) => list.split(' ').includes(name));
    this.codes = disputed && holds.includes(true) ? disputed.codes : null;
    this.holds = [false, ...holds];
  }

  isDisputed(row) {
    return this.codes !== null && this.holds[this.codes[row]];
  }

  // Whether the figure counts.
  has(row, trusted) {
    return this.small !== null && !Number.isNaN(this.small[row]) && !(trusted && this.isDisputed(row));
  }
}

// The figures of some projects together.
class Sums {
  constructor(figures) {
    this.figures = figures;
    this.n = 0;
    this.found = 0;
    this.parts = ['adjusted', 'executed', 'initial', 'executedOfInitial', 'weight', 'score'].map(() => new Sum());
  }

  add(row, trusted) {
    const { initial, adjusted, executed, weight, score, rules } = this.figures;
    const [a, e, i, ei, w, s] = this.parts;
    this.n += 1;
    if (rules && rules.codes[row]) this.found += 1;
    const spent = executed.has(row, trusted);
    if (spent && adjusted.has(row, trusted) && adjusted.small[row] !== 0) {
      a.add(adjusted.column, row);
      e.add(executed.column, row);
    }
    if (spent && initial.has(row, trusted) && initial.small[row] !== 0) {
      i.add(initial.column, row);
      ei.add(executed.column, row);
    }
    if (weight.has(row, trusted) && score.has(row, trusted) && weight.small[row] !== 0) {
      w.add(weight.column, row);
      s.add(score.column, row);
    }
  }

  get amounts() { return this.parts[0].count; }
  get adjusted() { return this.parts[0].total; }
  get executed() { return this.parts[1].total; }
  get initial() { return this.parts[2].total; }
  get executedOfInitial() { return this.parts[3].total; }
  get weight() { return this.parts[4].total; }
  get score() { return this.parts[5].total; }
}
