// The donation form works without this. It only keeps the two ways to give an amount in step, and stops
// an impatient second click on its way (a second gift is impossible anyway).
(() => {
  const form = document.querySelector("[data-gift-form]");
  if (!form) return;
  const own = form.elements.other_amount;
  const other = document.getElementById("amount-other");
  own.addEventListener("input", () => {
    if (own.value.trim()) other.checked = true;
  });
  for (const radio of form.querySelectorAll("input[name=amount]")) {
    radio.addEventListener("change", () => {
      if (radio === other) own.focus();
      else own.value = "";
    });
  }
  const button = form.querySelector(".giving-go");
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-busy") === "true") event.preventDefault();
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => button.removeAttribute("aria-busy"));
})();
