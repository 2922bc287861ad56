namespace RedConnect.Hosting;

/// <summary>
/// This process must not start with these settings. The message is for the person who started it and says what to do.
/// </summary>
public class StartRefusedException(string message) : Exception(message);
