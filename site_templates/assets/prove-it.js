/* The prove-it popover: every figure opens to its source by tap, mouse and keyboard. Without this script, figures are links. */
(function () {
  "use strict";

  var sheet, opener;

  function body(id) {
    var hidden = document.querySelector('template[data-proof="' + id + '"]');
    if (hidden) return hidden.content.cloneNode(true);
    var open = document.querySelector('.proof-body[data-proof="' + id + '"]');
    if (!open) return null;
    var copy = document.createDocumentFragment();
    Array.prototype.forEach.call(open.childNodes, function (node) { copy.appendChild(node.cloneNode(true)); });
    return copy;
  }

  function made() {
    if (sheet && sheet.isConnected) return sheet;
    sheet = document.createElement("div");
    sheet.id = "proof";
    sheet.tabIndex = -1;
    sheet.hidden = true;
    sheet.setAttribute("role", "dialog");
    sheet.setAttribute("aria-label", "Where this figure comes from");
    (document.querySelector(".md-content__inner") || document.body).appendChild(sheet);
    return sheet;
  }

  function place(anchor) {
    sheet.style.left = sheet.style.top = sheet.style.bottom = "";
    if (window.matchMedia("(max-width: 40em)").matches) return;
    var box = anchor.getClientRects()[0] || anchor.getBoundingClientRect();
    var width = sheet.offsetWidth, height = sheet.offsetHeight, gap = 6;
    var left = Math.max(12, Math.min(box.left, window.innerWidth - width - 12));
    var below = box.bottom + gap;
    var top = below + height <= window.innerHeight - 8 ? below : Math.max(60, box.top - height - gap);
    sheet.style.left = left + "px";
    sheet.style.top = top + "px";
  }

  function show(anchor) {
    var content = body(anchor.dataset.fact);
    if (!content) return false;
    hide(false);
    made();
    sheet.textContent = "";
    var close = document.createElement("button");
    close.type = "button";
    close.className = "proof-close";
    close.textContent = "Close";
    close.addEventListener("click", function () { hide(true); });
    sheet.appendChild(close);
    sheet.appendChild(content);
    sheet.dispatchEvent(new CustomEvent("proof", { bubbles: true, detail: anchor.dataset.fact }));
    sheet.hidden = false;
    opener = anchor;
    anchor.setAttribute("aria-expanded", "true");
    place(anchor);
    sheet.focus({ preventScroll: true });
    return true;
  }

  function hide(back) {
    if (!sheet || sheet.hidden) return;
    sheet.hidden = true;
    if (opener) {
      opener.setAttribute("aria-expanded", "false");
      if (back) opener.focus({ preventScroll: true });
      opener = null;
    }
  }

  function copy(button) {
    var hidden = document.querySelector('template[data-citation="' + button.dataset.copy + '"]');
    var text = button.dataset.report || (hidden ? hidden.content.textContent.trim() : "");
    var label = button.dataset.label || (button.dataset.label = button.textContent);
    if (!text) return;
    function told(word) {
      button.setAttribute("aria-live", "polite");
      button.textContent = word;
      setTimeout(function () { button.textContent = label; }, 2500);
    }
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text;
      area.style.position = "fixed";
      area.style.opacity = "0";
      document.body.appendChild(area);
      area.select();
      var done = document.execCommand("copy");
      area.remove();
      button.focus();
      told(done ? "Copied" : text);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { told("Copied"); }, byHand);
    } else byHand();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-copy], button[data-report]");
    if (button) { copy(button); return; }
    var anchor = event.target.closest("a.figure");
    if (anchor && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && event.button === 0) {
      if (anchor === opener) { event.preventDefault(); hide(true); return; }
      if (show(anchor)) event.preventDefault();
      return;
    }
    if (sheet && !sheet.hidden) {
      var link = event.target.closest("#proof a");
      if (link || !sheet.contains(event.target)) hide(false);
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && sheet && !sheet.hidden) { event.preventDefault(); event.stopPropagation(); hide(true); return; }
    var anchor = event.key === " " && event.target.closest && event.target.closest("a.figure");
    if (anchor && show(anchor)) event.preventDefault();
  }, true);

  document.addEventListener("focusin", function (event) {
    if (sheet && !sheet.hidden && !sheet.contains(event.target) && event.target !== opener) hide(false);
  });

  window.addEventListener("resize", function () { if (sheet && !sheet.hidden && opener) place(opener); });
  window.addEventListener("scroll", function () {
    if (sheet && !sheet.hidden && opener && !window.matchMedia("(max-width: 40em)").matches) place(opener);
  }, { passive: true });

  Array.prototype.forEach.call(document.querySelectorAll("a.figure"), function (anchor) {
    anchor.setAttribute("aria-haspopup", "dialog");
    anchor.setAttribute("aria-expanded", "false");
  });
})();
