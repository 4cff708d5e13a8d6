// Before the first paint: the theme that was chosen, if any, and that scripts run.
{
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* storage is switched off: the system's theme it is */ }
  root.dataset.script = "";
}
