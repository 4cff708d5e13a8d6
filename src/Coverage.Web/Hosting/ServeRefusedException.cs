namespace Coverage.Web.Hosting;

/// <summary>The app cannot be served as it was asked to be; the message says why and what to do.</summary>
internal sealed class ServeRefusedException(string message) : Exception(message);
