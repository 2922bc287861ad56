using System.Diagnostics;
using RedConnect.Tests.Load.People;

namespace RedConnect.Tests.Load.Servers;

/// <summary>Ours as <c>dotnet run --project src/Web</c> starts it: everything in one process, on a file.</summary>
internal sealed class OneProcess : IDeployment
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect-load");
    private readonly Uri address = Checkout.FreeAddress();
    private Server? server;

    public Contender Contender => Contender.RedConnect;

    public IReadOnlyList<Server> Servers => server is null ? [] : [server];

    public static async Task<OneProcess> Start()
    {
        var one = new OneProcess();
        var start = new ProcessStartInfo("dotnet", [Checkout.Program("Web")]) { WorkingDirectory = Path.Combine(Checkout.Root, "src", "Web") };
        start.Environment["ASPNETCORE_URLS"] = one.address.ToString();
        start.Environment["Store__Path"] = Path.Combine(one.folder.FullName, "store.db");
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        Unlimited.Set(start.Environment);
        one.server = await Server.Start("process", start, one.address);
        return one;
    }

    public async Task<Crowd> Gather(int rooms) =>
        new([.. (await Practice.PlanAll(address, rooms)).Select(codes => codes.Between(address, address))]);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.Kill();
            server.Dispose();
        }

        folder.Delete(recursive: true);
    }
}
