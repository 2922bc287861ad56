/// <summary>.NET calls this in a server process that got its <see cref="RedConnect.Tests.Browser.Scene.ServerClock"/>; having loaded this assembly was all it is for.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // ASP.NET Core now finds the hosting startup by its name.
    }
}
