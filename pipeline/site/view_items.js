// The three lists: search, filters, results.

const SNIPPETS = 2;

function itemsView(route) {
  const filters = route.filters;
  const change = function (name, value) {
    const next = Object.assign({}, filters);
    next[name] = value;
    go(link("items", "", next));
  };
  return [el("div", { "class": "items" },
    el("h1", { tabindex: "-1", id: "title", "class": "unseen" }, "事项"),
    listTabs(filters), filterBar(filters, change), el("div", { id: "results" }, results(filters)))];
}

function listTabs(filters) {
  const counts = counted(here.items.map(function (item) { return item.list; }));
  const all = [{ name: "", title: "全部清单" }].concat(words.lists);
  return el("nav", { "class": "tabs", "aria-label": "清单" }, all.map(function (list) {
    const chosen = (filters.list || "") === list.name;
    return el("a", {
      href: link("items", "", Object.assign({}, filters, { list: list.name })),
      "aria-current": chosen ? "page" : null, "class": list.name,
    }, el("span", null, list.title), el("b", null, list.name ? counts.get(list.name) || 0 : here.items.length));
  }));
}

function filterBar(filters, change) {
  const categories = here.categories.map(function (name) { return [name, name]; });
  const departments = departmentList().map(function (entry) {
    return [entry.key, entry.name + (entry.resolved ? "" : "（未识别）") + " " + entry.items.size];
  });
  const codes = Array.from(counted(here.findings.map(function (finding) { return finding.code; })).keys()).sort();
  const any = filters.category || filters.department || filters.finding || filters.q || filters.list;
  return el("div", { "class": "filters" },
    selectBox("类别", "category", filters.category || "", [["", "全部类别"]].concat(categories), change),
    selectBox("部门", "department", filters.department || "", [["", "全部部门"]].concat(departments), change),
    selectBox("疑点", "finding", filters.finding || "", [["", "不限"], ["any", "有疑点"]]
      .concat(SEVERITIES.map(function (one) { return [one[0], "有" + one[1]]; }))
      .concat(codes.map(function (code) { return ["code/" + code, code]; })), change),
    any ? el("a", { "class": "reset", href: link("items", "", {}) }, "清除条件") : null,
    el("button", { type: "button", onclick: function () { window.print(); } }, "打印"));
}

function passes(item, filters) {
  if (filters.list && item.list !== filters.list) return false;
  if (filters.category && item.category !== filters.category) return false;
  if (filters.department) {
    const entry = here.departments.get(filters.department);
    if (!entry || !entry.items.has(item)) return false;
  }
  return !filters.finding || findingsOf(item).some(function (finding) {
    return filters.finding === "any" || finding.severity === filters.finding ||
      "code/" + finding.code === filters.finding;
  });
}

function results(filters) {
  const candidates = here.items.filter(function (item) { return passes(item, filters); });
  const found = search(candidates, filters.q || "");
  const count = found.items.length;
  const told = !count ? "没有符合条件的事项"
    : found.near ? "没有完全符合的事项，以下 " + count + " 项最为相近" : "共 " + count + " 项";
  byId("status").textContent = told;
  const groups = filters.q ? [{ name: null, items: found.items }] : words.lists.map(function (list) {
    return { name: list.title, items: found.items.filter(function (item) { return item.list === list.name; }) };
  });
  return [el("p", { "class": "conditions" }, conditions(filters)), el("p", { "class": "count" + (found.near ? " near" : "") }, told, count ? null : "。可减少条件，或换一个说法。")]
    .concat(groups.filter(function (group) { return group.items.length; }).map(function (group) {
      return [group.name ? heading(2, group.name) : null,
        el("ol", { "class": "rows" }, group.items.map(function (item) { return itemRow(item, found.terms); }))];
    }));
}

// What was asked, for the printed page, where the filters themselves do not show.
function conditions(filters) {
  const asked = [filters.list && LIST_TITLE[filters.list], filters.category, filters.q && "“" + filters.q + "”",
    filters.department && filters.department.slice(filters.department.indexOf("/") + 1),
    filters.finding && "疑点：" + (filters.finding === "any" ? "有" : SEVERITY_TITLE[filters.finding] || filters.finding.slice("code/".length))];
  const set = asked.filter(Boolean);
  return set.length ? "条件：" + set.join("，") : "";
}

function itemRow(item, terms) {
  return el("li", { "class": "row" }, listBadge(item),
    el("div", null, el("p", { "class": "name" }, itemLink(item, terms)),
      el("p", { "class": "facts" }, el("span", null, item.category),
        item.departments.length ? item.departments.map(function (reference) { return departmentTag(reference, terms); })
          : item.list === "basic" ? el("span", null, here.meta.township || "乡镇（街道）") : null,
        findingMark(item)),
      terms.length ? snippets(item, terms) : null));
}

function snippets(item, terms) {
  const hits = allDuties(item).map(function (placed) {
    const weight = terms.filter(function (term) { return holdsTerm(placed.duty.text, [term]); }).length;
    return { placed: placed, weight: weight };
  }).filter(function (hit) { return hit.weight; });
  hits.sort(function (one, other) { return other.weight - one.weight; }); // stable: source order stays
  return hits.slice(0, SNIPPETS).map(function (hit) {
    const duty = hit.placed.duty;
    return el("p", { "class": "snippet" },
      el("b", null, duty.responsible.length ? duty.responsible.join("、") : hit.placed.side.title), "：",
      marked(duty.text, terms));
  });
}
