// A table copied from Word or a web page comes as HTML: keep its cells, which plain text would lose.
"use strict";
document.querySelectorAll("textarea[data-table]").forEach((box) => {
  box.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const inert = document.createElement("template");
    // Word gives every cell a style, which the portal's policy would refuse and report.
    inert.innerHTML = html.replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
    const table = inert.content.querySelector("table");
    if (!table) return;
    event.preventDefault();
    const cell = (one) => one.textContent.replace(/\s+/g, " ").trim();
    const rows = [...table.rows].map((row) => [...row.cells].map(cell).join("\t"));
    box.setRangeText(rows.join("\n"), box.selectionStart, box.selectionEnd, "end");
  });
});
