// One item: who must do what, where it stands in the source, what is doubtful about it.

function itemView(route) {
  const position = here.byId.get(route.path);
  if (position === undefined) return missing("没有这个事项：" + route.path);
  const item = here.items[position];
  return [
    el("nav", { "class": "crumbs", "aria-label": "位置" },
      el("a", { href: link("items", "", { list: item.list }) }, LIST_TITLE[item.list]), " › ",
      el("a", { href: link("items", "", { list: item.list, category: item.category }) }, item.category), " › 第 " + number(item) + " 项"),
    pageTitle(item.name), printedBeside(item.name_as_printed, item.name),
    itemFacts(item), itemSides(item), itemFindings(item), neighbours(position),
  ];
}

function fact(title, value) {
  return value === null || value === "" ? null : el("div", null, el("dt", null, title), el("dd", null, value));
}

function itemFacts(item) {
  const who = item.list === "basic" ? here.meta.township : item.departments.map(function (reference) {
    const beside = reference.name !== null && reference.name !== reference.as_printed;
    return el("span", { "class": "named" }, departmentTag(reference),
      beside ? el("span", { "class": "aside" }, "原文作“" + reference.as_printed + "”") : null);
  });
  const none = Array.isArray(who) && !who.length;
  return el("dl", { "class": "facts-table" },
    fact("清单", LIST_TITLE[item.list]), fact("类别", [item.category, printedBeside(item.category_as_printed, item.category)]),
    fact("序号", number(item)),
    fact(item.list === "basic" ? "履职主体" : item.list === "withdrawn" ? "承接部门" : "对应上级部门", none ? "原文未写" : who),
    fact("备注", item.remark),
    fact("原文位置", [pagesText(item), item.source.lines.length ? " 第" + item.source.lines.join("、") + "行" : ""].join("").trim()));
}

function itemSides(item) {
  const sides = words.sides.filter(function (side) { return item[side.field].length; });
  return el("div", { "class": "sides" }, sides.map(function (side) {
    return el("section", { "class": "side " + side.name }, heading(2, side.title), dutyTree(item[side.field]));
  }));
}

function itemFindings(item) {
  const found = findingsOf(item);
  if (!found.length) return null;
  return el("section", { "class": "doubts" }, heading(2, "疑点"),
    el("ul", { "class": "findings" }, found.map(function (finding) { return findingCard(finding, false); })));
}

function neighbours(position) {
  const to = function (offset, text, rel) {
    const item = here.items[position + offset];
    return item ? el("a", { href: link("item", item.item_id), rel: rel }, text) : el("span");
  };
  return el("nav", { "class": "neighbours", "aria-label": "相邻事项" }, to(-1, "← 上一项", "prev"),
    el("button", { type: "button", onclick: copyLink }, "复制链接"),
    el("button", { type: "button", onclick: function () { window.print(); } }, "打印"), to(1, "下一项 →", "next"));
}

// Pages opened from a file may have no clipboard: the link is then shown for copying by hand.
function copyLink() {
  const done = function () { byId("status").textContent = "链接已复制"; this.textContent = "已复制"; }.bind(this);
  const shown = function () { window.prompt("请复制链接", location.href); };
  if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, shown);
  else shown();
}
