// Elements are built here and nowhere else: texts become text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  Object.keys(attributes || {}).forEach(function (name) {
    const value = attributes[name];
    if (value === null || value === undefined || value === false) return;
    if (name.slice(0, 2) === "on") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  });
  children.forEach(function (child) { append(node, child); });
  return node;
}

function append(node, child) {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) child.forEach(function (one) { append(node, one); });
  else node.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
}

// el("a", {href: "#/"}, "text", [more, elements]); null children are left out.
function el(tag, attributes) {
  return fill(document.createElement(tag), attributes, Array.prototype.slice.call(arguments, 2));
}

function svg(tag, attributes) {
  return fill(document.createElementNS(SVG, tag), attributes, Array.prototype.slice.call(arguments, 2));
}

function clear(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
  return node;
}

function byId(id) { return document.getElementById(id); }

// A link of this page: view and its path, then the filters that are set.
function link(view, path, filters) {
  const chosen = Object.assign({}, filters);
  if (catalogs.length > 1 && view !== "item") chosen.doc = here.id;
  const query = Object.keys(chosen).filter(function (key) { return chosen[key]; })
    .map(function (key) { return key + "=" + encodeURIComponent(chosen[key]); }).join("&");
  const tail = path ? "/" + path.split("/").map(encodeURIComponent).join("/") : "";
  return "#/" + view + tail + (query ? "?" + query : "");
}
