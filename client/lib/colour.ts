/** A colour of the page by its name in app/colours.css, as the user prefers it now: for what draws without CSS. */
export const colourOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
