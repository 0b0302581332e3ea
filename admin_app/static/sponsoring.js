// The application form works without this. It adds up while boxes are ticked, blocks additions that the
// chosen tier has already, and stops an impatient second click (a second application is impossible anyway).
(() => {
  const form = document.querySelector("[data-application]");
  if (!form) return;
  const shown = form.querySelector("[data-total]");
  const additions = [...form.querySelectorAll("input[name=add_ons]")];
  const alone = [...form.querySelectorAll("input[name=stand_alone]")];
  const leftOut = [...form.querySelectorAll("input[name=left_out]")];
  const taken = new Set([...additions, ...alone].filter((box) => box.disabled));
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
    const noTier = Boolean(tier && "none" in tier.dataset);
    const block = (box, blocked) => {
      box.disabled = taken.has(box) || blocked;
      if (blocked) box.checked = false;
    };
    for (const box of additions) block(box, Boolean(tier && "alone" in tier.dataset) || included.has(box.value));
    for (const box of alone) block(box, Boolean(tier) && !noTier);
    for (const box of leftOut) block(box, Boolean(tier) && !included.has(box.value));
    if (!tier) {
      shown.textContent = "–";
      return;
    }
    // What gives way to a benefit that excludes it is not missed.
    const without = new Set(leftOut.filter((box) => box.checked).map((box) => box.value));
    const givesWay = (box) =>
      box.dataset.excludes.split(" ").some((one) => included.has(one) && !without.has(one));
    if (leftOut.some((box) => box.checked && !givesWay(box))) {
      shown.textContent = "to be agreed";
      return;
    }
    const prices = [...additions, ...alone].filter((box) => box.checked).map((box) => Number(box.dataset.plain));
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
