// Runs before the first paint, so that nobody who prefers dark sees a white flash. Keys: see preferences/appearance.ts.
(function () {
  try {
    var theme = localStorage.getItem('gatehouse.theme');
    var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.body.classList.toggle('awsui-dark-mode', dark);
    document.body.classList.toggle('awsui-compact-mode', localStorage.getItem('gatehouse.density') === 'compact');
  } catch (unavailable) {
    // Storage can be switched off; then the light theme stays.
  }
})();
