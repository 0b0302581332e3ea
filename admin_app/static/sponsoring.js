// The application form works without this. It adds up while boxes are ticked, blocks additions that the
// chosen tier has already, and stops an impatient second click (a second application is impossible anyway).
(() => {
  const form = document.querySelector("[data-application]");
  if (!form) return;
  const shown = form.querySelector("[data-total]");
  const additions = [...form.querySelectorAll("input[name=add_ons]")];
  const taken = new Set(additions.filter((box) => box.disabled));
  form.querySelector("[data-total-button]").hidden = true;
  const currency = form.dataset.currency;

  const written = (amount) => {
    const whole = Number.isInteger(amount);
    return new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
      ...(whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
    }).format(amount);
  };

  const addUp = () => {
    const tier = form.querySelector("input[name=tier]:checked");
    const included = new Set(tier ? tier.dataset.included.trim().split(" ") : []);
    const alone = Boolean(tier && "alone" in tier.dataset);
    for (const box of additions) {
      const blocked = alone || included.has(box.value);
      box.disabled = taken.has(box) || blocked;
      if (blocked) box.checked = false;
    }
    if (!tier) {
      shown.textContent = "–";
      return;
    }
    const prices = additions.filter((box) => box.checked).map((box) => Number(box.dataset.plain));
    shown.textContent = written(prices.reduce((sum, one) => sum + one, Number(tier.dataset.plain)));
  };
  form.addEventListener("change", addUp);
  window.addEventListener("pageshow", addUp);
  addUp();

  const button = form.querySelector("[data-go]");
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-busy") === "true") event.preventDefault();
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => button.removeAttribute("aria-busy"));
})();
