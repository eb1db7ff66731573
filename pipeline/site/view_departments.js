// 部门履职清单: all that a department must do, the township's part beside it; and the directory.

function departmentsView() {
  const entries = departmentList();
  const lists = words.lists.filter(function (list) {
    return entries.some(function (entry) { return itemsIn(entry, list.name).length; });
  });
  return [pageTitle("部门"),
    el("p", { "class": "count" }, "清单涉及 " + entries.length + " 个部门。选择部门，查看它在各张清单中的全部职责。"),
    el("div", { "class": "scroll", tabindex: "0", role: "region", "aria-label": "部门一览" }, el("table", { "class": "directory" },
      el("thead", null, el("tr", null, el("th", { scope: "col" }, "部门"), el("th", { scope: "col", "class": "kind" }, "性质"),
        lists.map(function (list) { return el("th", { scope: "col", "class": "figure" }, LIST_TITLE[list.name].replace("事项", "")); }),
        el("th", { scope: "col", "class": "figure" }, "分项职责"))),
      el("tbody", null, entries.map(function (entry) {
        return el("tr", null, el("th", { scope: "row" }, el("a", { href: departmentLink(entry) }, entry.name),
          entry.resolved ? null : el("span", { "class": "unknown" }, "未识别")), el("td", { "class": "kind" }, kindOf(entry)),
          lists.map(function (list) { return el("td", { "class": "figure" }, itemsIn(entry, list.name).length || "—"); }),
          el("td", { "class": "figure" }, entry.duties || "—"));
      }))))];
}

function itemsIn(entry, list) {
  return Array.from(entry.items).filter(function (item) { return item.list === list; });
}

// The body at the end of a department id: 安全生产监督管理局 of …/奇台县/安全生产监督管理局.
function bodyOf(id) { return id.slice(id.lastIndexOf("/") + 1); }

function kindOf(entry) {
  if (!entry.about) return "";
  return [LEVEL_TITLE[entry.about.level] || entry.about.level, KIND_TITLE[entry.about.kind] || entry.about.kind].join(" · ");
}

function departmentView(route) {
  const key = (route.view === "unresolved" ? "printed/" : "name/") + route.path;
  const entry = here.departments.get(key);
  if (!entry) return missing("本清单没有这个部门：" + route.path);
  const about = entry.about || {};
  return [el("nav", { "class": "crumbs", "aria-label": "位置" }, el("a", { href: link("departments") }, "部门")),
    pageTitle([entry.name, entry.resolved ? null : el("span", { "class": "unknown" }, "未识别")]),
    el("p", { "class": "lead" }, "部门履职清单 · " + [here.meta.county, here.meta.township].filter(Boolean).join("")),
    el("p", { "class": "count" }, [kindOf(entry)].concat(words.lists.map(function (list) {
      const count = itemsIn(entry, list.name).length;
      return count ? LIST_TITLE[list.name] + " " + count + " 项" : "";
    }), "分项职责 " + entry.duties + " 条").filter(Boolean).join("，"),
      " ", el("button", { type: "button", onclick: function () { window.print(); } }, "打印")),
    about.predecessor || about.successor ? el("p", { "class": "count" }, about.predecessor ? "前身：" + bodyOf(about.predecessor) + "。" : "",
      about.successor ? "后继：" + bodyOf(about.successor) + "。" : "") : null,
    entry.resolved ? null : el("p", { "class": "note" }, "原文写有这个名称，但不能确定是哪个部门，请核对。"),
    words.lists.map(function (list) { return departmentSection(entry, list); })];
}

function departmentSection(entry, list) {
  const items = itemsIn(entry, list.name);
  if (!items.length) return null;
  return el("section", { "class": "own-list" }, heading(2, list.title + "（" + items.length + " 项）"),
    items.map(function (item) { return departmentItem(entry, item); }));
}

function departmentItem(entry, item) {
  const reference = item.departments.find(function (one) { return keyOf(one) === entry.key; });
  return el("article", { "class": "card" },
    el("h3", null, listBadge(item), itemLink(item),
      reference && reference.and_others ? el("span", { "class": "others" }, "等部门") : null,
      reference ? null : el("span", { "class": "others" }, "仅在职责中点名")),
    el("p", { "class": "facts" }, el("span", null, item.category), pagesText(item) ? el("span", null, "原文" + pagesText(item)) : null,
      reference && reference.as_printed !== entry.name ? el("span", null, "原文作“" + reference.as_printed + "”") : null),
    el("div", { "class": "sides" }, ownSide(entry, item), townshipSide(item)));
}

// The department's own duties, then those that name nobody, then how many are others'.
function ownSide(entry, item) {
  const duties = allDuties(item).filter(function (placed) { return placed.side.name !== "township"; })
    .map(function (placed) { return placed.duty; });
  const own = duties.filter(function (duty) { return entry.resolved && duty.responsible.indexOf(entry.name) >= 0; });
  const open = duties.filter(function (duty) { return !duty.responsible.length; });
  const others = duties.length - own.length - open.length;
  return el("section", { "class": "side superior" }, heading(4, "本部门职责"),
    own.length ? dutyTree(own, null, entry) : el("p", { "class": "none" }, "没有写明由本部门承担的分项职责"),
    open.length ? [heading(4, "未写明责任部门"), dutyTree(open, null, entry)] : null,
    others ? el("p", { "class": "none" }, el("a", { href: link("item", item.item_id) }, "另有 " + others + " 条由其他部门承担")) : null);
}

function townshipSide(item) {
  if (!item.township_duties.length) return null;
  const side = words.sides.find(function (one) { return one.name === "township"; });
  return el("section", { "class": "side township" }, heading(4, side.title), dutyTree(item.township_duties));
}
