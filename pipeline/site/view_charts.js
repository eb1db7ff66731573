// Pictures of the list as inline SVG. Each number leads to the items that it counts.

const BAR = 22;
const LABEL = 150;
const HEAT_STEPS = 5;

function chartsView() {
  return [pageTitle("图表"),
    chart("各类别的事项数", "category-chart", categoryChart()),
    chart("各部门的分项职责数", "duty-chart", dutyChart()),
    chart("部门与类别", "heat-chart", heatMap())];
}

function chart(title, id, picture) {
  if (!picture) return null;
  return el("section", { "class": "chart", id: id }, heading(2, title),
    picture.legend || null, el("div", { "class": "scroll", tabindex: "0", role: "region", "aria-label": title }, picture.image));
}

function image(width, height, title, parts) {
  return svg("svg", { viewBox: "0 0 " + width + " " + height, width: width, height: height, role: "group", "aria-label": title }, parts);
}

function svgLink(href, title, parts) { return svg("a", { href: href, "aria-label": title }, svg("title", null, title), parts); }

function svgText(x, y, text, attributes) { return svg("text", Object.assign({ x: x, y: y }, attributes), text); }

function categoryChart() {
  const counts = here.categories.map(function (category) {
    const own = here.items.filter(function (item) { return item.category === category; });
    return { category: category, total: own.length, lists: counted(own.map(function (item) { return item.list; })) };
  });
  const most = Math.max.apply(null, counts.map(function (count) { return count.total; }));
  const scale = 520 / Math.max(most, 1);
  const rows = counts.map(function (count, row) {
    const y = row * (BAR + 6) + 4;
    let x = LABEL;
    return [svgText(LABEL - 10, y + 16, count.category, { "text-anchor": "end" }),
      words.lists.map(function (list) {
        const value = count.lists.get(list.name) || 0;
        if (!value) return null;
        const left = x;
        x += value * scale;
        return svgLink(link("items", "", { list: list.name, category: count.category }), count.category + "，" + list.title + " " + value + " 项",
          [svg("rect", { x: left, y: y, width: value * scale, height: BAR, "class": list.name }),
            value * scale > 18 ? svgText(left + value * scale / 2, y + 16, value, { "class": "inside " + list.name, "text-anchor": "middle" }) : null]);
      }), svgText(x + 8, y + 16, count.total, { "class": "total" })];
  });
  return {
    legend: el("p", { "class": "legend" }, words.lists.map(function (list) {
      return el("span", null, el("i", { "class": list.name }), list.title);
    })),
    image: image(LABEL + 570, counts.length * (BAR + 6) + 8, "各类别的事项数", rows),
  };
}

function dutyChart() {
  const entries = departmentList().filter(function (entry) { return entry.duties; })
    .sort(function (one, other) { return other.duties - one.duties; });
  if (!entries.length) return null;
  const label = 250;
  const scale = 420 / entries[0].duties;
  return {
    image: image(label + 480, entries.length * (BAR + 4) + 8, "各部门的分项职责数", entries.map(function (entry, row) {
      const y = row * (BAR + 4) + 4;
      return svgLink(departmentLink(entry), entry.name + "，分项职责 " + entry.duties + " 条", [
        svgText(label - 10, y + 16, entry.name, { "text-anchor": "end", "class": "linked" }),
        svg("rect", { x: label, y: y, width: entry.duties * scale, height: BAR, "class": "cooperative" }),
        svgText(label + entry.duties * scale + 8, y + 16, entry.duties, { "class": "total" })]);
    })),
  };
}

// Rows: departments by number of items. Columns: categories in which any department has an item.
function heatMap() {
  const entries = departmentList();
  const counts = entries.map(function (entry) {
    return counted(Array.from(entry.items).map(function (item) { return item.category; }));
  });
  const categories = here.categories.filter(function (category) {
    return counts.some(function (count) { return count.has(category); });
  });
  if (!entries.length) return null;
  const most = Math.max.apply(null, counts.map(function (count) { return Math.max.apply(null, Array.from(count.values())); }));
  const label = 250;
  const cell = 30;
  const top = 14 * Math.max.apply(null, categories.map(function (category) { return category.length; })) + 14;
  const heads = categories.map(function (category, column) {
    return Array.from(category).map(function (letter, row, letters) { // upright, one character below the other
      return svgText(label + column * cell + cell / 2, top - 8 - (letters.length - 1 - row) * 14, letter, { "text-anchor": "middle" });
    });
  });
  const rows = entries.map(function (entry, row) {
    const y = top + row * cell;
    return [svgLink(departmentLink(entry), entry.name, svgText(label - 10, y + 20, entry.name, { "text-anchor": "end", "class": "linked" })),
      categories.map(function (category, column) {
        const value = counts[row].get(category) || 0;
        const square = svg("rect", { x: label + column * cell, y: y, width: cell - 2, height: cell - 2, "class": "heat" + (value && Math.ceil(value / most * HEAT_STEPS)) });
        if (!value) return square;
        return svgLink(link("items", "", { department: entry.key, category: category }), entry.name + "，" + category + " " + value + " 项", [square,
          svgText(label + column * cell + cell / 2 - 1, y + 19, value, { "text-anchor": "middle", "class": value / most > 0.6 ? "light" : null })]);
      })];
  });
  return { image: image(label + categories.length * cell + 8, top + entries.length * cell + 8, "部门与类别的事项数", [heads, rows]) };
}
