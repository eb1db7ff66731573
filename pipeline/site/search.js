// Search as one types: items that hold every word; where there are none, the nearest by BM25 over
// pairs of characters, so that a caller's whole sentence finds something too.

const WORD_BREAK = /[\s，。、；：？！,.;:?!“”"'（）()《》]+/;
const K1 = 1.2;
const B = 0.75;
const NEAREST = 10;
// Pairs that stand in any question and tell nothing.
const IDLE = /[的了吗呢吧么啊有没是在谁哪怎我你他她它这那请问不]/;

function fold(text) { return text.normalize("NFKC").toLowerCase(); }

function searchTerms(query) { return fold(query).split(WORD_BREAK).filter(Boolean); }

function itemText(item) {
  if (!item.folded) {
    const parts = [item.name, item.category, item.remark || "", item.name_as_printed || "", String(item.seq)];
    item.departments.forEach(function (reference) { parts.push(reference.name || "", reference.as_printed); });
    allDuties(item).forEach(function (placed) {
      const duty = placed.duty;
      parts.push(duty.text, duty.heading || "", duty.outer_heading || "", duty.text_as_printed || "");
      parts.push(duty.responsible.join("\n"));
    });
    item.folded = fold(parts.join("\n"));
    item.foldedName = fold(item.name);
  }
  return item.folded;
}

// -> {items, near, terms}: near says that nothing held every word.
function search(items, query) {
  const terms = searchTerms(query);
  if (!terms.length) return { items: items, near: false, terms: terms };
  const exact = items.filter(function (item) {
    const text = itemText(item);
    return terms.every(function (term) { return text.indexOf(term) >= 0; });
  });
  const inName = function (item) {
    return terms.every(function (term) { return item.foldedName.indexOf(term) >= 0; });
  };
  if (exact.length) {
    const named = exact.filter(inName);
    const rest = exact.filter(function (item) { return !inName(item); });
    return { items: named.concat(rest), near: false, terms: terms };
  }
  return nearest(items, terms);
}

function pairsOf(text) {
  const pairs = [];
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    if (!IDLE.test(pair) && !/\s/.test(pair)) pairs.push(pair);
  }
  return pairs;
}

function nearest(items, terms) {
  const wanted = Array.from(new Set([].concat.apply([], terms.map(pairsOf))));
  const total = items.reduce(function (sum, item) { return sum + itemText(item).length; }, 0);
  const mean = total / Math.max(items.length, 1);
  const scores = new Map();
  const found = [];
  wanted.forEach(function (pair) {
    const holders = items.filter(function (item) { return item.folded.indexOf(pair) >= 0; });
    if (!holders.length) return;
    found.push(pair);
    const rarity = Math.log(1 + (items.length - holders.length + 0.5) / (holders.length + 0.5));
    holders.forEach(function (item) {
      const times = item.folded.split(pair).length - 1 + (item.foldedName.indexOf(pair) >= 0 ? 2 : 0);
      const weight = times * (K1 + 1) / (times + K1 * (1 - B + B * item.folded.length / mean));
      scores.set(item, (scores.get(item) || 0) + rarity * weight);
    });
  });
  const ranked = Array.from(scores.keys()).sort(function (one, other) {
    return scores.get(other) - scores.get(one) || items.indexOf(one) - items.indexOf(other);
  });
  return { items: ranked.slice(0, NEAREST), near: true, terms: found };
}

// The text with the terms in <mark>. Folding can change lengths: then it stays unmarked.
function marked(text, terms) {
  const folded = fold(text);
  if (!terms || !terms.length || folded.length !== text.length) return [text];
  const hit = new Array(text.length).fill(false);
  terms.forEach(function (term) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) hit.fill(true, at, at + term.length);
  });
  const pieces = [];
  let start = 0;
  for (let i = 1; i <= text.length; i += 1) {
    if (i === text.length || hit[i] !== hit[start]) {
      const piece = text.slice(start, i);
      pieces.push(hit[start] ? el("mark", null, piece) : piece);
      start = i;
    }
  }
  return pieces;
}

function holdsTerm(text, terms) {
  const folded = fold(text);
  return terms.some(function (term) { return folded.indexOf(term) >= 0; });
}
