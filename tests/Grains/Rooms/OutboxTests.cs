using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class OutboxTests
{
    private const long Epoch = 7;
    private readonly Outbox outbox = new(1);

    [Fact]
    public void Deliveries_are_numbered_across_streams()
    {
        Assert.Equal([1L, 2L, 3L], new[] { Take("p", 1), Take("b", 1), Take("p", 2) }.Select(d => d?.Position.Sequence ?? 0));
    }

    [Fact]
    public void The_sixty_fifth_delivery_pushes_the_first_out()
    {
        for (var number = 1; number <= 65; number++)
        {
            Take("p", number);
        }

        Assert.Null(outbox.After(new Position(Epoch, 0), Epoch));
        Assert.Equal(64, outbox.After(new Position(Epoch, 1), Epoch)?.Count);
    }

    [Fact]
    public void No_more_than_256_KiB_are_kept()
    {
        for (var number = 1; number <= 9; number++)
        {
            Take("p", number, bytes: 32 * 1024);
        }

        Assert.Equal(8, outbox.After(new Position(Epoch, 1), Epoch)?.Count);
    }

    [Fact]
    public void What_is_acknowledged_needs_no_room_whatever_else_waits()
    {
        Take("b", 1);
        for (var number = 1; number <= 200; number++)
        {
            Take("p", number);
            outbox.Acknowledged(new Acknowledgement("a", 1, "p", 1, number));
        }

        Assert.Equal("b", Assert.Single(outbox.After(new Position(Epoch, 0), Epoch) ?? []).Signal.From);
    }

    [Fact]
    public void An_acknowledgement_of_what_was_never_sent_changes_nothing()
    {
        Take("p", 1);
        outbox.Acknowledged(new Acknowledgement("a", 1, "p", 1, long.MaxValue));
        Assert.Equal(2, Take("p", 2)?.Position.Sequence);
    }

    [Fact]
    public void An_acknowledgement_of_an_older_page_does_not_touch_the_newer_ones_signals()
    {
        outbox.Take(Epoch, Given.Signal("p", "a", 1, fromInstance: 2));
        outbox.Acknowledged(new Acknowledgement("a", 1, "p", 1, 5));
        Assert.NotNull(outbox.Take(Epoch, Given.Signal("p", "a", 1, fromInstance: 2)));
    }

    [Fact]
    public void A_position_of_an_older_epoch_is_answered_with_all_that_is_kept()
    {
        Take("p", 1);
        Assert.Single(outbox.After(new Position(Epoch - 1, 40), Epoch) ?? []);
    }

    [Fact]
    public void A_position_that_was_never_given_out_is_not_believed()
    {
        Take("p", 1);
        Assert.Null(outbox.After(new Position(Epoch, 2), Epoch));
    }

    private Delivery? Take(string from, long number, int bytes = 4) => outbox.Take(Epoch, Given.Signal(from, "a", number, bytes: bytes));
}
