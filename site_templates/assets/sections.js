/* The list of a page's sections stays in reach on a narrow page: it names the section that is read, and closes once one is chosen. */
(function () {
  "use strict";

  var nav = document.querySelector(".sections");
  if (!nav) return;
  var list = nav.querySelector("details"), here = nav.querySelector(".sections-here"), waiting = false;
  var heads = Array.prototype.map.call(nav.querySelectorAll("a"), function (link) {
    return { link: link, head: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
  }).filter(function (one) { return one.head; });

  function tell() {
    waiting = false;
    var box = nav.getBoundingClientRect(), edge = box.top > 60 ? 0 : box.bottom + 16, current = null;
    heads.forEach(function (one) { if (one.head.getBoundingClientRect().top <= edge) current = one; });
    heads.forEach(function (one) {
      if (one === current) one.link.setAttribute("aria-current", "true");
      else one.link.removeAttribute("aria-current");
    });
    here.textContent = current ? current.link.textContent : "";
  }

  function later() {
    if (!waiting) { waiting = true; requestAnimationFrame(tell); }
  }

  nav.classList.add("is-live");
  nav.addEventListener("click", function (event) { if (event.target.closest("a")) list.open = false; });
  document.addEventListener("click", function (event) { if (!nav.contains(event.target)) list.open = false; });
  nav.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary").focus();
  });
  window.addEventListener("scroll", later, { passive: true });
  tell();
})();
