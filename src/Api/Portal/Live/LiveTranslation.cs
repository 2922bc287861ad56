using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Lobbies;

namespace RedConnect.Api.Portal.Live;

/// <summary>Translates what the lobby tells into the messages of the portal hub.</summary>
internal static class LiveTranslation
{
    public static LobbyMessage ToMessage(this LobbySnapshot lobby) => new(
        lobby.Epoch, lobby.Version, lobby.Complete,
        [.. lobby.Rooms.Select(room => new LobbyRoomMessage(
            room.Room, room.DelayMinutes, [.. room.Seats.Select(Translation.ToMessage)]))]);

    public static HappenedMessage ToMessage(this PracticeChange change) =>
        new(Words.Word(change));
}
