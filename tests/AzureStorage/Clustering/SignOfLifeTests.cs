namespace RedConnect.Tests.AzureStorage.Clustering;

/// <summary>Signs of life come at any time, and beside verdicts.</summary>
[Collection("azurite")]
public sealed class SignOfLifeTests(Azurite azurite) : OpenedTable(azurite)
{
    [Fact]
    public async Task A_sign_of_life_changes_no_version_and_nothing_else()
    {
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var before = (await Table.ReadAllAsync()).Version;
        await Table.UpdateIAmAliveAsync(Sign(silo, after: 5));
        silo.IAmAliveTime = Silos.Now.AddMinutes(5);
        Assert.Equal(silo.ToFullString(), (await Only()).Silo.ToFullString());
        Assert.Equal(before.VersionEtag, (await Table.ReadAllAsync()).Version.VersionEtag);
    }

    [Fact]
    public async Task A_sign_of_life_does_not_stand_in_the_way_of_a_verdict()
    {
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var read = await Only();
        await Table.UpdateIAmAliveAsync(Sign(silo, after: 1));
        silo.Status = SiloStatus.Dead;
        Assert.True(await Table.UpdateRowAsync(silo, read.Etag, read.Version.Next()));
        Assert.Equal(SiloStatus.Dead, (await Only()).Silo.Status);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_verdict_during_which_signs_of_life_come_is_spoken_again_until_it_is_heard()
    {
        using var way = new Faults();
        var judging = await Providers.Membership(Azurite.Account(way), Cluster);
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var read = await Only();
        var verdicts = 0;
        way.Before = request => request.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal) && ++verdicts < 3
            ? Table.UpdateIAmAliveAsync(Sign(silo, verdicts))
            : Task.CompletedTask;
        silo.Status = SiloStatus.Dead;
        Assert.True(await judging.UpdateRowAsync(silo, read.Etag, read.Version.Next()));
        var now = (await Only()).Silo;
        Assert.Equal((3, SiloStatus.Dead, Silos.Now.AddMinutes(2)), (verdicts, now.Status, now.IAmAliveTime));
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_verdict_on_what_a_silo_is_no_longer_is_refused_though_the_version_is_new()
    {
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var (_, old, version) = await Only();
        silo.Status = SiloStatus.ShuttingDown;
        Assert.True(await Table.UpdateRowAsync(silo, old, version.Next()));
        var before = await Only();
        silo.Status = SiloStatus.Dead;
        Assert.False(await Table.UpdateRowAsync(silo, old, before.Version.Next()));
        var after = await Only();
        Assert.Equal((SiloStatus.ShuttingDown, before.Etag, before.Version.VersionEtag), (after.Silo.Status, after.Etag, after.Version.VersionEtag));
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_sign_of_life_is_taken_back_by_nothing_that_knows_only_an_older_one()
    {
        var silo = Silos.Number(1);
        await Table.Join(silo);
        await Table.UpdateIAmAliveAsync(Sign(silo, after: 5));
        await Table.UpdateIAmAliveAsync(Sign(silo, after: 4));
        var read = await Only();
        Assert.Equal(Silos.Now.AddMinutes(5), read.Silo.IAmAliveTime);
        silo.Status = SiloStatus.Dead;
        Assert.True(await Table.UpdateRowAsync(silo, read.Etag, read.Version.Next()));
        Assert.Equal(Silos.Now, silo.IAmAliveTime);
        Assert.Equal(Silos.Now.AddMinutes(5), (await Only()).Silo.IAmAliveTime);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_sign_of_life_of_a_silo_that_is_not_listed_is_nothing()
    {
        await Table.UpdateIAmAliveAsync(Silos.Number(1));
        Assert.Empty((await Table.ReadAllAsync()).Members);
    }

    private static MembershipEntry Sign(MembershipEntry silo, int after) => new() { SiloAddress = silo.SiloAddress, IAmAliveTime = Silos.Now.AddMinutes(after) };

    private async Task<(MembershipEntry Silo, string Etag, TableVersion Version)> Only()
    {
        var all = await Table.ReadAllAsync();
        var (silo, etag) = Assert.Single(all.Members);
        return (silo, etag, all.Version);
    }
}
