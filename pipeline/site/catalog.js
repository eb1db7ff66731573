// The documents of the page, and what is counted over them.

const words = JSON.parse(byId("words").textContent);
const LIST_TITLE = {};
words.lists.forEach(function (list) { LIST_TITLE[list.name] = list.title; });
const SHORT_TITLE = { basic: "基本", cooperative: "配合", withdrawn: "收回" };
const SEVERITIES = [["error", "错误"], ["warning", "警告"], ["info", "提示"]];
const SEVERITY_TITLE = { error: "错误", warning: "警告", info: "提示" };
const KIND_TITLE = {
  party: "党委部门", government: "政府部门", congress: "人大", cppcc: "政协", mass: "群团组织",
  dispatched: "派出机构", vertical: "垂直管理", dual: "条块结合", judicial: "司法机关", leadership: "党委、政府",
};
const LEVEL_TITLE = {
  national: "国家级", province: "省级", prefecture: "地级", county: "县级", township: "乡级",
};

const catalogs = Array.prototype.map.call(document.querySelectorAll("script.document"), function (block) {
  return readCatalog(JSON.parse(block.textContent));
});
let here = catalogs[0]; // the document that is shown

function readCatalog(data) {
  const catalog = {
    id: data.document.document_id, meta: data.document, items: data.items, findings: data.findings,
    byId: new Map(), findingsOf: new Map(), departments: new Map(), categories: [],
  };
  data.findings.forEach(function (finding) {
    if (!catalog.findingsOf.has(finding.item_id)) catalog.findingsOf.set(finding.item_id, []);
    catalog.findingsOf.get(finding.item_id).push(finding);
  });
  const known = new Map(data.departments.map(function (department) { return [department.name, department]; }));
  data.items.forEach(function (item, position) {
    catalog.byId.set(item.item_id, position);
    if (catalog.categories.indexOf(item.category) < 0) catalog.categories.push(item.category);
    countDepartments(catalog.departments, known, item);
  });
  return catalog;
}

// A department is known by "name/<canonical>" or, where it did not resolve, "printed/<as printed>".
function keyOf(reference) {
  return reference.name === null ? "printed/" + reference.as_printed : "name/" + reference.name;
}

function countDepartments(departments, known, item) {
  item.departments.forEach(function (reference) {
    entryOf(departments, known, keyOf(reference)).items.add(item);
  });
  allDuties(item).forEach(function (placed) {
    placed.duty.responsible.forEach(function (name) {
      const entry = entryOf(departments, known, "name/" + name);
      entry.items.add(item);
      entry.duties += 1;
    });
  });
}

function entryOf(departments, known, key) {
  if (!departments.has(key)) {
    const resolved = key.slice(0, 5) === "name/";
    const name = key.slice(key.indexOf("/") + 1);
    departments.set(key, {
      key: key, name: name, resolved: resolved, about: (resolved && known.get(name)) || null,
      items: new Set(), duties: 0,
    });
  }
  return departments.get(key);
}

function allDuties(item) {
  const placed = [];
  words.sides.forEach(function (side) {
    item[side.field].forEach(function (duty) { placed.push({ side: side, duty: duty }); });
  });
  return placed;
}

// Departments, those with most items first, unresolved names last.
function departmentList() {
  return Array.from(here.departments.values()).sort(function (one, other) {
    return (other.resolved - one.resolved) || (other.items.size - one.items.size) ||
      (other.duties - one.duties) || (one.name < other.name ? -1 : 1);
  });
}

function departmentLink(entry) {
  return link(entry.resolved ? "department" : "unresolved", entry.name);
}

function findingsOf(item) { return here.findingsOf.get(item.item_id) || []; }

function number(item) {
  return item.seq_printed && item.seq_printed !== String(item.seq)
    ? item.seq + "（原文 " + item.seq_printed + "）" : String(item.seq);
}
