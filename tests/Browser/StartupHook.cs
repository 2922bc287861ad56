/// <summary>
/// .NET calls this in a server process that has a <see cref="RedConnect.Tests.Browser.Scene.ServerClock"/>. The call
/// loads this assembly, so that ASP.NET Core finds the hosting startup by its name.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // Nothing else to do.
    }
}
