using RedConnect.Api.Codes;
using RedConnect.Hosting;

namespace RedConnect.Tests.Api.Codes;

public sealed class OprfKeyTests
{
    /// <summary>RFC 9497, A.3.1: skSm, and blinded and evaluated elements of both vectors.</summary>
    private const string RfcKey = "159749d750713afe245d2d39ccfaae8381c53ce92d098a9375ee70739c7ac0bf";

    private static readonly OprfKey Key = OprfKey.OfScalar(Convert.FromHexString(RfcKey));

    [Theory]
    [InlineData(
        "03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d",
        "030de02ffec47a1fd53efcdd1c6faf5bdc270912b8749e783c7ca75bb412958832")]
    [InlineData(
        "03cc1df781f1c2240a64d1c297b3f3d16262ef5d4cf102734882675c26231b0838",
        "03a0395fe3828f2476ffcd1f4fe540e5a8489322d398be3c4e5a869db7fcb7c52c")]
    public void Evaluation_gives_the_elements_of_RFC_9497_each_time(string blinded, string evaluated)
    {
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(Convert.FromHexString(evaluated), Key.Evaluate(Convert.FromHexString(blinded)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("020000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("04723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d")]
    [InlineData("03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d00")]
    public void What_is_no_point_of_the_curve_is_not_evaluated(string blinded) =>
        Assert.Null(Key.Evaluate(Convert.FromHexString(blinded)));

    [Fact]
    public void Every_deployment_has_a_key_of_its_own_that_prints_nothing()
    {
        var blinded = Convert.FromHexString("03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d");
        byte[]? Evaluated(byte first) =>
            OprfKey.Of(new DeploymentKey([first, .. new byte[KeyFile.Length - 1]])).Evaluate(blinded);
        Assert.Equal(Evaluated(1), Evaluated(1));
        Assert.NotEqual(Evaluated(1), Evaluated(2));
        Assert.Equal(nameof(OprfKey), Key.ToString());
    }
}
