// On a phone the menu of the back office starts closed. Without JavaScript it is open.
const menu = document.querySelector("details.office-menu");
if (menu && window.matchMedia("(max-width: 56rem)").matches) menu.open = false;
