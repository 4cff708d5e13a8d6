// Before the first paint: the theme and the keys that were chosen, if any, and that scripts run.
{
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    root.dataset.single = localStorage.getItem("keys") ?? "";
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* storage is switched off: the system's theme it is, and keys work */ }
  root.dataset.script = "";
}
