// Pieces that several views show.

const LONGEST_STRETCH = 40; // characters of a difference that are worth showing unasked

function heading(level, title, id) { return el("h" + level, { id: id || null }, title); }

// A page's own heading; it takes the focus when the view changes.
function pageTitle(title) { return el("h1", { tabindex: "-1", id: "title" }, title); }

function listBadge(item) {
  return el("span", { "class": "badge " + item.list, title: LIST_TITLE[item.list] },
    SHORT_TITLE[item.list] + " " + item.seq);
}

function itemLink(item, terms) {
  return el("a", { href: link("item", item.item_id) }, marked(item.name, terms));
}

// A department as the item names it; an open set shows its whole printed name.
function departmentTag(reference, terms) {
  const entry = here.departments.get(keyOf(reference));
  const name = reference.name === null ? reference.as_printed : reference.name;
  const tail = reference.name === null
    ? el("span", { "class": "unknown" }, "未识别")
    : reference.and_others ? el("span", { "class": "others", title: "原文：" + reference.as_printed }, "等部门") : null;
  return el("span", { "class": "department" }, el("a", { href: departmentLink(entry) }, marked(name, terms)), tail);
}

const BASIS_TITLE = { opening: "句首写明由其负责", heading: "小标题写明由其负责", only: "本项只有这一个部门" };

function responsibleTag(name, own, duty) {
  const entry = here.departments.get("name/" + name);
  if (own && own.key === entry.key) return null;
  return el("a", { "class": "responsible", href: departmentLink(entry), title: BASIS_TITLE[duty.basis] }, name);
}

// The text as printed, folded away behind the stretch that differs.
function printedBeside(printed, normalised) {
  if (printed === null || printed === normalised) return null;
  let start = 0;
  let end = 0;
  const most = Math.min(printed.length, normalised.length);
  while (start < most && printed[start] === normalised[start]) start += 1;
  while (end < most - start && printed[printed.length - 1 - end] === normalised[normalised.length - 1 - end]) end += 1;
  const from = Math.max(start - 8, 0);
  const to = Math.min(printed.length - end + 8, printed.length);
  const stretch = (from ? "…" : "") + printed.slice(from, to) + (to < printed.length ? "…" : "");
  return el("details", { "class": "printed" },
    el("summary", null, to - from > LONGEST_STRETCH ? "看原文" : "原文作“" + stretch + "”"),
    el("p", null, printed.slice(0, start), el("mark", null, printed.slice(start, printed.length - end)),
      printed.slice(printed.length - end)));
}

function dutyNumber(duty) {
  if (duty.number_as_printed) return el("span", { "class": "number" }, duty.number_as_printed.trim());
  if (duty.ordinal === null) return null;
  return el("span", { "class": "number inferred", title: "原文的编号已丢失，按次序推定" }, duty.ordinal + ".");
}

function dutyLine(duty, terms, own) {
  const tags = duty.responsible.map(function (name) { return responsibleTag(name, own, duty); }).filter(Boolean);
  if (duty.and_others) tags.push(el("span", { "class": "others", title: "部门一栏写明另有其他部门" }, "等部门"));
  return el("li", null, dutyNumber(duty), el("div", null, marked(duty.text, terms),
    tags.length ? el("span", { "class": "by" }, el("span", { "class": "unseen" }, "责任部门："), tags) : null,
    printedBeside(duty.text_as_printed, duty.text)));
}

// Duties under their headings, outermost first, in the order of the source.
function dutyTree(duties, terms, own) {
  const tree = el("div", { "class": "tree" });
  let lines = null;
  let outer = null;
  let inner = null;
  duties.forEach(function (duty) {
    if (lines === null || duty.outer_heading !== outer || duty.heading !== inner) {
      if (duty.outer_heading !== outer && duty.outer_heading) tree.appendChild(el("h4", { "class": "outer" }, duty.outer_heading));
      if (duty.heading) {
        tree.appendChild(el("h4", { "class": duty.heading_kind }, marked(duty.heading, terms),
          duty.heading_as_printed ? printedHeading(duty) : null));
      }
      lines = tree.appendChild(el("ol", { "class": duty.heading ? "under" : null }));
    }
    outer = duty.outer_heading;
    inner = duty.heading;
    lines.appendChild(dutyLine(duty, terms, own));
  });
  return tree;
}

// A heading's printed characters hold its colon, and the heading over it: no difference to show.
function printedHeading(duty) {
  const bare = function (text) { return text.replace(/[\s:：]/g, ""); };
  const printed = bare(duty.heading_as_printed);
  if (printed.slice(-bare(duty.heading).length) === bare(duty.heading)) return null;
  return el("span", { "class": "aside" }, "原文作“" + duty.heading_as_printed + "”");
}

function severityTag(severity, count) {
  return el("span", { "class": "severity " + severity }, SEVERITY_TITLE[severity] + (count ? " " + count : ""));
}

// How many findings of the worst kind an item has.
function findingMark(item) {
  const found = findingsOf(item).filter(function (finding) { return finding.severity !== "info"; });
  if (!found.length) return null;
  const worst = found.some(function (finding) { return finding.severity === "error"; }) ? "error" : "warning";
  return severityTag(worst, found.filter(function (finding) { return finding.severity === worst; }).length);
}

function findingCard(finding, linked) {
  const position = here.byId.get(finding.item_id);
  return el("li", { "class": "finding" },
    el("p", { "class": "finding-head" }, severityTag(finding.severity), el("span", { "class": "place" }, finding.where),
      el("code", null, finding.code)),
    el("p", null, finding.message),
    finding.original === null ? null : el("dl", { "class": "change" },
      el("div", null, el("dt", null, "原文"), el("dd", null, finding.original)),
      finding.normalised === null ? null : el("div", null, el("dt", null, "整理为"), el("dd", null, finding.normalised))),
    linked && position !== undefined ? el("p", null, "事项：", itemLink(here.items[position])) : null);
}

function pagesText(item) {
  return item.source.pages.length ? "第" + item.source.pages.join("、") + "页" : "";
}

function selectBox(label, name, value, options, change) {
  const box = el("select", { name: name, onchange: function () { change(name, box.value); } },
    options.map(function (option) { return el("option", { value: option[0], selected: option[0] === value }, option[1]); }));
  return el("label", { "class": "filter" }, el("span", null, label), box);
}

function counted(values) {
  const counts = new Map();
  values.forEach(function (value) { counts.set(value, (counts.get(value) || 0) + 1); });
  return counts;
}
