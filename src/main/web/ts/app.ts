/** The one script of every page; each screen's behaviour is a module imported here. */
export {};

document.documentElement.dataset['script'] = 'on';
