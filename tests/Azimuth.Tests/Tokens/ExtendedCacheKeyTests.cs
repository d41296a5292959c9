using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens;

public sealed class ExtendedCacheKeyTests
{
    [Theory]
    [InlineData("7c1e8a52-agent", "aih9g09kk6tbq5-rnoja8ojs5dorlpz4chsc-uqgbli")]
    [InlineData("sé☁", "aes8lrj5z1bbgjbz38tq6hwotisfg2l4julzfjysrno")]
    public void It_is_the_one_that_msal_python_computes(string session, string expected) =>
        ExtendedCacheKey.Compute(("client_session", session)).ShouldBe(expected); // by msal 1.39's _compute_ext_cache_key
}
