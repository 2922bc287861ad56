using System.Diagnostics;
using System.Globalization;
using RedConnect.Hosting;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Load.Servers;

/// <summary>Ours as <c>./cluster</c> starts it: some silos, two API servers and a web server on Azurite. The two people
/// of a room are on different API servers.</summary>
internal sealed class OurCluster : IDeployment
{
    private const int ApiCount = 2;
    private const int PortsInARow = 50;

    // Azurite's published development key.
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private readonly string folder = Path
        .Combine(Directory.CreateTempSubdirectory("redconnect-load").FullName, "state");
    private readonly int port = Ports.FreeRow(PortsInARow);
    private readonly List<Server> servers = [];

    public Contender Contender => Contender.Ours;

    public IReadOnlyList<Server> Servers => servers;

    /// <summary>Every request the store was ever sent.</summary>
    public StoreLog Store => new(Path.Combine(folder, "azurite-1.log"));

    public IReadOnlyList<PlannedRoom> Planned { get; private set; } = [];

    public static async Task<OurCluster> Start(int siloCount = 2)
    {
        var cluster = new OurCluster();
        try
        {
            await cluster.Run("up", Text(siloCount), Text(ApiCount));
        }
        catch (InvalidOperationException)
        {
            await cluster.DisposeAsync();
            throw;
        }

        foreach (var (role, number) in Enumerable.Range(1, siloCount).Select(n => ("silo", n))
            .Concat(Enumerable.Range(1, ApiCount).Select(n => ("api", n))))
        {
            var id = await File.ReadAllTextAsync(Path.Combine(cluster.folder, $"{role}-{number}.pid"));
            cluster.servers.Add(new Server(role, Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture))));
        }

        return cluster;
    }

    public async Task<Crowd> Gather(int rooms)
    {
        Planned = await Practice.PlanAll(Web, rooms);
        return new Crowd([.. Planned.Select(room => room.Between(Api(1), Api(2)))]);
    }

    /// <summary>The same for people who come through the web server, as browsers do.</summary>
    public async Task<Crowd> GatherAtTheFront(int rooms)
    {
        Planned = await Practice.PlanAll(Web, rooms);
        return new Crowd([.. Planned.Select(room => room.Between(Web, Web))]);
    }

    /// <summary>Which of the silos, from 1, listens there.</summary>
    public int SiloAt(int siloPort) => siloPort - port - 30;

    /// <summary>What <c>./cluster</c> can do to a process: kill, stop, start.</summary>
    public Task Do(string what, string kind, int number) => Run(what, kind, Text(number));

    /// <summary>Two silos do not reach each other any more; everybody else reaches both.</summary>
    public Task Cut(int silo, int other) => Run("cut", Text(silo), Text(other));

    /// <summary>No silos are cut off from each other any more.</summary>
    public Task Mend() => Run("join");

    /// <summary>This program as one more client of the cluster.</summary>
    public async Task<IHost> Join()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Configuration["Store:Kind"] = nameof(StoreKind.Azure);
        builder.Configuration["Store:ConnectionString"] =
            $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
            + $"TableEndpoint=http://127.0.0.1:{port + 1}/devstoreaccount1;";
        builder.AddClusterClient();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        servers.ForEach(server => server.Dispose());
        await Run("down");
    }

    private Uri Web => new($"http://127.0.0.1:{port}");

    private Uri Api(int number) => new($"http://127.0.0.1:{port + 10 + number}");

    private async Task Run(params string[] words)
    {
        var start =
            new ProcessStartInfo("bash", [Checkout.In("cluster"), .. words]) { WorkingDirectory = Checkout.Root };
        start.Environment["CLUSTER_DIR"] = folder;
        start.Environment["CLUSTER_PORT"] = Text(port);
        start.Environment["CLUSTER_PROGRAM"] = Checkout.Program("Web");
        start.Environment["CLUSTER_STORE_LOG"] = "yes";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        Unlimited.Set(start.Environment);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"./cluster {string.Join(' ', words)} failed.");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
