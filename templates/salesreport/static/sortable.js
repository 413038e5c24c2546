"use strict";
// Tables that say they can be sorted get a button in each head and a row of controls.
(() => {
  const { compare } = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  // Full-width and half-width, large and small letters are one to whoever searches.
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function setUp(template) {
    const box = template.parentElement;
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...body.rows].map((row) => ({
      row, group: row.dataset.group,
      text: plain([...row.cells].map((cell) => cell.textContent).join(" ")),
      keys: plain(row.dataset.keys || "").split(" "),
    }));
    const tools = document.importNode(template.content, true);
    const find = tools.querySelector("input");
    const choice = tools.querySelector("select");
    const status = tools.querySelector("[role=status]");
    const titles = heads.map((head) => head.firstChild.textContent.trim());
    let sorted = -1, turn = 0;

    function tell() {
      const shown = rows.filter(({ row }) => !row.hidden).length;
      const count = filled(template.dataset.rows, { n: shown, m: rows.length });
      const { up, down } = template.dataset;
      const order = turn ? filled(turn > 0 ? up : down, { column: titles[sorted] }) : "";
      status.textContent = [count, order].filter(Boolean).join(" · ");
    }
    function filter() {
      const wanted = plain(find.value);
      for (const { row, group, text, keys } of rows) {
        const found = text.includes(wanted) || keys.some((key) => key.startsWith(wanted));
        row.hidden = !(found && (!choice || !choice.value || choice.value === group));
      }
      tell();
    }
    function sort(at) {
      // Once, the other way round, as printed.
      const first = heads[at].hasAttribute("data-ranked") ? -1 : 1;
      if (sorted !== at) { sorted = at; turn = first; } else { turn = turn === first ? -first : turn ? 0 : first; }
      heads.forEach((head, place) => {
        if (place !== at || !turn) { head.removeAttribute("aria-sort"); return; }
        head.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
      });
      const order = turn ? [...rows].sort(comparing(at)) : rows;
      body.append(...order.map(({ row }) => row));
      tell();
    }
    function comparing(at) {
      const ranked = heads[at].hasAttribute("data-ranked");
      const value = new Map(rows.map((one) => {
        const cell = one.row.cells[at];
        const text = cell.firstChild ? cell.firstChild.textContent.trim() : "";
        return [one, ranked ? cell.dataset.order : text || undefined];
      }));
      return (one, other) => {
        const a = value.get(one), b = value.get(other);
        if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
        return turn * (ranked ? a - b : compare(a, b));
      };
    }

    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(at));
      head.append(button);
    });
    find.addEventListener("input", filter);
    if (choice) choice.addEventListener("change", filter);
    template.replaceWith(tools);
    filter();
  }

  document.querySelectorAll("template[data-sortable]").forEach(setUp);
})();
