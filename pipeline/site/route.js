// Addresses, the keyboard, and the start.

const VIEWS = {
  items: itemsView, item: itemView, departments: departmentsView, department: departmentView,
  unresolved: departmentView, charts: chartsView, findings: findingsView,
};
const SECTION = { item: "items", department: "departments", unresolved: "departments" };

let lastList = "#/"; // where Escape leads from an item
let shownRoute = null;

// "#/department/<name>?doc=<id>" -> {view, path, filters}; null for an address that cannot be read.
function readRoute(hash) {
  const bare = hash.replace(/^#\/?/, "");
  const cut = bare.indexOf("?");
  const filters = {};
  try {
    (cut < 0 ? "" : bare.slice(cut + 1)).split("&").filter(Boolean).forEach(function (pair) {
      const at = pair.indexOf("=");
      filters[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1).replace(/\+/g, " "));
    });
    const steps = (cut < 0 ? bare : bare.slice(0, cut)).split("/").map(decodeURIComponent);
    return { view: steps[0] || "items", path: steps.slice(1).join("/"), filters: filters };
  } catch (error) {
    if (error instanceof URIError) return null; // a link cut off inside a character
    throw error;
  }
}

// The document that an address means: its own, else the first that knows the department.
function documentOf(route) {
  const id = route.view === "item" ? route.path.slice(0, route.path.indexOf("/")) : route.filters.doc;
  const named = catalogs.find(function (catalog) { return catalog.id === id; });
  if (named) return named;
  if (route.view === "department") {
    return catalogs.find(function (catalog) { return catalog.departments.has("name/" + route.path); }) || here;
  }
  return here;
}

function missing(message) {
  return [pageTitle("找不到"), el("p", null, message), el("p", null, el("a", { href: link("items") }, "回到事项"))];
}

function go(address) {
  if (location.hash === address) show();
  else location.hash = address;
}

function show() {
  const route = readRoute(location.hash);
  if (route) here = documentOf(route);
  const known = route && Object.prototype.hasOwnProperty.call(VIEWS, route.view);
  const before = shownRoute;
  shownRoute = route;
  byId("status").textContent = "";
  append(clear(byId("main")), known ? VIEWS[route.view](route) : missing("没有这个页面，链接可能不完整。"));
  showFrame(known ? route : { view: "", filters: {} });
  const title = byId("title");
  const moved = before && (!route || before.view !== route.view || before.path !== route.path);
  if (moved) {
    window.scrollTo(0, 0);
    if (document.activeElement !== byId("query")) title.focus({ preventScroll: true });
  }
}

function showFrame(route) {
  const meta = here.meta;
  const title = byId("title").textContent;
  document.title = (route.view && route.view !== "items" ? title + " · " : "") + meta.title;
  clear(byId("brand")).appendChild(document.createTextNode(meta.title));
  byId("brand").setAttribute("href", link("items"));
  byId("about").textContent = [meta.province, meta.prefecture, meta.county, meta.township].filter(Boolean).join(" ") +
    (meta.published ? " · " + meta.published.replace(/-0?/, "年") + "月" : "");
  Array.prototype.forEach.call(document.querySelectorAll("nav [data-view]"), function (anchor) {
    const view = anchor.getAttribute("data-view");
    anchor.setAttribute("href", link(view));
    if ((SECTION[route.view] || route.view) === view) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  });
  if (route.view === "items") lastList = location.hash || "#/";
  if (document.activeElement !== byId("query") || route.view !== "items") byId("query").value = route.view === "items" ? route.filters.q || "" : "";
  byId("chooser").value = here.id;
  append(clear(byId("source")), sourceNote(meta));
}

function sourceNote(meta) {
  const facts = ["来源文件 " + meta.source.path, meta.source.pages ? meta.source.pages + " 页" : "", meta.region_code ? "区划代码 " + meta.region_code : "",
    meta.url ? "网址 " + meta.url : "", meta.retrieved ? "取得 " + meta.retrieved : "", meta.revision_of ? "修订自 " + meta.revision_of : ""];
  return [el("p", null, facts.filter(Boolean).join(" · ")), el("p", { "class": "hash" }, "SHA-256 " + meta.source.sha256)];
}

// Typing replaces the address instead of adding one to the history for every letter.
function typed() {
  const route = shownRoute && shownRoute.view === "items" ? shownRoute : { view: "items", path: "", filters: {} };
  const filters = Object.assign({}, route.filters, { q: byId("query").value.trim() });
  const address = link("items", "", filters);
  if (route !== shownRoute) { go(address); return; }
  history.replaceState(null, "", address);
  shownRoute = readRoute(address);
  lastList = address;
  append(clear(byId("results")), results(filters));
}

function resultLinks() { return Array.prototype.slice.call(document.querySelectorAll("#results .name a")); }

function moveThroughResults(event) {
  const links = resultLinks();
  const at = links.indexOf(document.activeElement);
  const inQuery = document.activeElement === byId("query");
  if (at < 0 && !inQuery) return;
  const next = at + (event.key === "ArrowDown" ? 1 : -1);
  const target = next < 0 ? byId("query") : links[next];
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function escape() {
  const query = byId("query");
  if (document.activeElement === query && query.value) {
    query.value = "";
    typed();
  } else if (shownRoute && shownRoute.view !== "items") go(lastList);
  else document.activeElement.blur();
}

function keyPressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !writing) {
    event.preventDefault();
    byId("query").focus();
    byId("query").select();
  } else if (event.key === "Escape") escape();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") moveThroughResults(event);
  else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !writing) {
    const rel = event.key === "ArrowLeft" ? "prev" : "next";
    const neighbour = document.querySelector(".neighbours a[rel=" + rel + "]");
    if (neighbour) go(neighbour.getAttribute("href"));
  }
}

// Titles of one county begin alike and are cut off in a box: the township comes first.
function choiceOf(catalog) {
  const meta = catalog.meta;
  const name = meta.township ? meta.township + (meta.county ? "，" + meta.county : "") : meta.title;
  return name + (meta.published ? " " + meta.published : "") + "（" + catalog.id + "）";
}

function start() {
  if (!here) {
    append(clear(byId("main")), [pageTitle("没有清单"), el("p", null, "还没有生成任何清单的数据。")]);
    return;
  }
  catalogs.forEach(function (catalog) {
    byId("chooser").appendChild(el("option", { value: catalog.id }, choiceOf(catalog)));
  });
  byId("chooser-label").hidden = catalogs.length < 2;
  byId("chooser").addEventListener("change", function () {
    here = catalogs.find(function (catalog) { return catalog.id === byId("chooser").value; });
    go(link("items"));
  });
  byId("query").addEventListener("input", function (event) {
    if (!event.isComposing) typed(); // pinyin on its way to characters is no query
  });
  byId("query").addEventListener("compositionend", typed);
  byId("search").addEventListener("submit", function (event) {
    event.preventDefault();
    const links = resultLinks();
    if (links.length && byId("query").value) go(links[0].getAttribute("href"));
  });
  byId("skip").addEventListener("click", function (event) { // a fragment would be read as an address
    event.preventDefault();
    byId("main").focus();
  });
  document.addEventListener("keydown", keyPressed);
  window.addEventListener("hashchange", show);
  show();
}

start();
