// The data block: unpacked once, each column a typed array. A figure is a whole number of units of its
// last decimal; what is too large for a number of 53 bits stands beside as a BigInt, so sums are exact.
class Column {
  constructor(told, rows, bytes, from) {
    Object.assign(this, { name: told.name, head: told.head, mean: told.mean, kind: told.kind, unit: told.unit });
    this.scale = told.scale ?? 0;
    this.dict = told.dict ?? [];
    this.words = told.say ?? {};
    this.large = new Map();
    this.isText = told.kind === 'text';
    this.codes = this.isText || told.kind === 'flag' ? new Uint32Array(rows) : null;
    this.small = this.codes ? null : new Float64Array(rows);
    this.read(rows, bytes, from);
  }

  // One cell is one number of seven bits a byte; see block.rs.
  read(rows, bytes, from) {
    let at = from;
    for (let row = 0; row < rows; row += 1) {
      let [value, unit, byte, digits] = [0, 1, 0, 0];
      const begin = at;
      do {
        byte = bytes[at];
        value += (byte & 127) * unit;
        unit *= 128;
        at += 1;
        digits += 1;
      } while (byte > 127);
      if (this.codes) this.codes[row] = value;
      else if (value === 0) this.small[row] = NaN;
      else if (digits <= 7) this.small[row] = value % 2 ? (value - 1) / 2 : -value / 2;
      else this.small[row] = this.readLarge(row, bytes, begin, digits);
    }
  }

  readLarge(row, bytes, begin, digits) {
    let value = 0n;
    for (let at = digits - 1; at >= 0; at -= 1) value = (value << 7n) | BigInt(bytes[begin + at] & 127);
    value -= 1n;
    const whole = value & 1n ? -(value + 1n) / 2n : value / 2n;
    this.large.set(row, whole);
    return Number(whole);
  }

  isMissing(row) {
    return this.codes ? this.codes[row] === 0 : Number.isNaN(this.small[row]);
  }

  // The whole number of units, or nothing.
  exact(row) {
    if (this.isMissing(row)) return null;
    return this.large.get(row) ?? BigInt(this.small[row]);
  }

  // A number to draw or sort by; nothing depends on its last digits.
  near(row) {
    return this.small[row] / 10 ** this.scale;
  }

  // The text as it stands in the tables.
  raw(row) {
    const code = this.codes[row];
    return code ? this.dict[code - 1] : null;
  }

  // The text of a code, in the page's language.
  word(code) {
    return this.words[code - 1]?.[lang()] ?? this.dict[code - 1];
  }

  shown(row) {
    if (this.isMissing(row)) return MISSING;
    if (this.isText) return this.word(this.codes[row]);
    if (this.kind === 'flag') return say(this.codes[row] === 2 ? 'yes' : 'no');
    const exact = this.exact(row);
    if (this.kind === 'count') return printed(exact, 0, 0);
    if (this.kind !== 'number') return exact.toString();
    return printed(exact, this.scale, this.places(exact));
  }

  // Decimals shown, by the rule of the tables of the report.
  places(exact) {
    const size = exact < 0n ? -exact : exact;
    const one = 10n ** BigInt(this.scale);
    const own = () => {
      const zeros = /0*$/.exec(size.toString())[0].length;
      return size === 0n ? 0 : Math.max(0, this.scale - zeros);
    };
    if (this.unit === '') return Math.min(own(), 2);
    if ((this.unit === 'wan' || this.unit === 'points') && size >= one * 1000000n) return 0;
    if (size !== 0n && size * 200n < one) return Math.min(own(), 4);
    return 2;
  }

  // Whether figures are set to the right.
  get isFigure() {
    return !this.isText && this.kind !== 'flag';
  }

  // Missing cells last, whichever way a column is sorted.
  compare(a, b, falling) {
    const [left, right] = [this.isMissing(a), this.isMissing(b)];
    if (left || right) return left === right ? a - b : left - right;
    const order = this.isText ? this.rank[this.codes[a]] - this.rank[this.codes[b]] : (this.small ?? this.codes)[a] - (this.small ?? this.codes)[b];
    return (falling ? -order : order) || a - b;
  }

  // Where each text stands among the others of its column, in the order of the language.
  get rank() {
    if (this.ranked?.lang !== lang()) {
      const order = new Intl.Collator(['zh', 'en'][lang()], { numeric: true });
      const codes = this.dict.map((_, at) => at + 1).sort((a, b) => order.compare(this.word(a), this.word(b)));
      const places = new Uint32Array(codes.length + 1);
      codes.forEach((code, at) => { places[code] = at + 1; });
      this.ranked = { lang: lang(), places };
    }
    return this.ranked.places;
  }
}

class Table {
  constructor(told, bytes, from) {
    Object.assign(this, { name: told.name, title: told.title, rows: told.rows, height: told.height });
    let at = from;
    this.columns = told.columns.map((column) => {
      const begin = at;
      at += column.bytes;
      return new Column(column, told.rows, bytes, begin);
    });
    this.end = at;
  }

  column(name) {
    return this.columns.find((column) => column.name === name);
  }
}

// The tables by name, and what the page says beside them.
const unpack = async () => {
  const text = document.getElementById('block').textContent;
  const packed = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const tables = new Map();
  let at = 4 + length;
  for (const told of header.tables) {
    const table = new Table(told, bytes, at);
    at = table.end;
    tables.set(told.name, table);
  }
  return { head: header.head, tables };
};
