// Everything doubtful with its place, for review.

function findingsView(route) {
  const filters = route.filters;
  const change = function (name, value) {
    const next = Object.assign({}, filters);
    next[name] = value;
    go(link("findings", "", next));
  };
  const severities = counted(here.findings.map(function (finding) { return finding.severity; }));
  const codes = counted(here.findings.map(function (finding) { return finding.code; }));
  const shown = here.findings.filter(function (finding) {
    return (!filters.severity || finding.severity === filters.severity) && (!filters.code || finding.code === filters.code);
  });
  const told = shown.length ? "共 " + shown.length + " 条" : here.findings.length ? "没有符合条件的疑点" : "本清单没有疑点";
  byId("status").textContent = told;
  return [pageTitle("疑点"),
    el("p", { "class": "lead" }, "整理时发现的可疑之处。错误须改正，警告请核对原文，提示供参考。"),
    el("div", { "class": "filters" },
      selectBox("程度", "severity", filters.severity || "", [["", "全部 " + here.findings.length]].concat(SEVERITIES.map(function (one) {
        return [one[0], one[1] + " " + (severities.get(one[0]) || 0)];
      })), change),
      selectBox("代码", "code", filters.code || "", [["", "全部代码"]].concat(Array.from(codes.keys()).sort().map(function (code) {
        return [code, code + " " + codes.get(code)];
      })), change),
      el("button", { type: "button", onclick: function () { window.print(); } }, "打印")),
    el("p", { "class": "count" }, told),
    SEVERITIES.map(function (one) {
      const own = shown.filter(function (finding) { return finding.severity === one[0]; });
      return own.length ? [heading(2, one[1] + "（" + own.length + "）"),
        el("ul", { "class": "findings" }, own.map(function (finding) { return findingCard(finding, true); }))] : null;
    })];
}
