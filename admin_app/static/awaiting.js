// A gift is being confirmed: look again now and then, and show the page anew once there is an answer.
(() => {
  const waiting = document.querySelector("[data-awaits]");
  if (!waiting) return;
  const address = waiting.dataset.awaits;
  let looks = 0;
  const look = async () => {
    looks += 1;
    try {
      const answer = await fetch(address, { cache: "no-store" });
      if (answer.ok && !(await answer.text()).includes("data-awaits=")) {
        window.location.replace(address);
        return;
      }
    } catch {
      // Offline for a moment: the next look may do better.
    }
    if (looks < 40) window.setTimeout(look, looks < 10 ? 2000 : 6000);
  };
  window.setTimeout(look, 2000);
})();
