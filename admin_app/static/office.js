// On a phone the menu of the back office starts closed. Without JavaScript it is open.
const menu = document.querySelector("details.office-menu");
const phone = window.matchMedia("(max-width: 56rem)");
if (menu) {
  menu.open = !phone.matches;
  phone.addEventListener("change", () => { menu.open = !phone.matches; });
}
