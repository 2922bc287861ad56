using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using RedConnect.Silo;

namespace RedConnect.Tests.Silo.Membership;

/// <summary>What the end of a connection says about the other silo. Real processes are killed in tests/Browser and tests/Load.</summary>
public sealed class VanishedSilosTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IClusterMembershipService members = Substitute.For<IClusterMembershipService>();
    private readonly SiloAddress silo;

    public VanishedSilosTests()
    {
        listener.Start();
        silo = SiloAddress.New((IPEndPoint)listener.LocalEndpoint, 7);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task A_silo_that_listens_no_more_is_declared_dead()
    {
        listener.Stop();
        await LookAfterASiloThatIs(SiloStatus.Active);
        await members.Received(1).TryKill(silo);
    }

    [Fact]
    public async Task A_silo_that_still_listens_only_lost_a_connection()
    {
        await LookAfterASiloThatIs(SiloStatus.Active);
        await members.DidNotReceive().TryKill(Arg.Any<SiloAddress>());
    }

    [Fact]
    public async Task A_silo_that_listens_for_a_moment_yet_is_seen_to_be_gone_after_it()
    {
        var looking = LookAfterASiloThatIs(SiloStatus.Active);
        (await listener.AcceptSocketAsync()).Dispose();
        listener.Stop();
        await looking;
        await members.Received(1).TryKill(silo);
    }

    [Theory]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Dead)]
    public async Task A_silo_that_has_said_goodbye_or_not_begun_is_nobodys_business(SiloStatus status)
    {
        listener.Stop();
        await LookAfterASiloThatIs(status);
        await members.DidNotReceive().TryKill(Arg.Any<SiloAddress>());
    }

    private Task LookAfterASiloThatIs(SiloStatus status)
    {
        var member = new ClusterMember(silo, status, "silo");
        members.CurrentSnapshot.Returns(new ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember>.Empty.Add(silo, member), new MembershipVersion(1)));
        return new VanishedSilos(members, TimeProvider.System, NullLogger<VanishedSilos>.Instance).Look(new IPEndPoint(silo.Endpoint.Address, silo.Endpoint.Port));
    }
}
