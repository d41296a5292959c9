namespace Azimuth.Sandbox.Tests.Hosting;

/// <summary>A test's clean-up removes the state folder before, while or after the sandbox ends.</summary>
public sealed class RemovedFolderTests
{
    [Fact]
    public async Task A_sandbox_whose_folder_was_removed_answers_on_and_ends_quietly()
    {
        var sandbox = await Running.StartAsync();
        Directory.Delete(Path.Combine(sandbox.State, "state"), recursive: true);

        (await sandbox.PostControlAsync($"users/{Running.Ada}/revoke")).Status.ShouldBe(200);
        (await sandbox.PostControlAsync("reset")).Status.ShouldBe(200);
        (await sandbox.SignInAsync())["access_token"].ShouldNotBeNull();

        await sandbox.DisposeAsync(); // throws nothing
    }
}
