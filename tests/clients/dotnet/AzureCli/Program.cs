using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;

// Rows of JSON on stdin, outcomes of JSON on stdout: what AzureCliCredential of the Azure SDK for .NET makes of az.
List<Task> running = [];
while (await Console.In.ReadLineAsync() is { } line)
{
    var row = JsonNode.Parse(line)!;
    foreach (var (name, value) in row["environment"]!.AsObject())
    {
        Environment.SetEnvironmentVariable(name, value!.ToString());
    }

    running.Add(Task.Run(() => AnswerAsync(row)));
}

await Task.WhenAll(running);

static async Task AnswerAsync(JsonNode row)
{
    JsonObject answer = new() { ["id"] = row["id"]!.GetValue<int>() };
    try
    {
        AzureCliCredentialOptions options = new() { TenantId = row["tenant"]?.ToString(), ProcessTimeout = TimeSpan.FromSeconds(60) };
        if (row["subscription"] is { } subscription) // null is refused
        {
            options.Subscription = subscription.ToString();
        }

        var token = await new AzureCliCredential(options).GetTokenAsync(new TokenRequestContext([row["scope"]!.ToString()]), default);
        answer["token"] = token.Token;
        answer["expires"] = token.ExpiresOn.ToUnixTimeSeconds();
    }
    catch (Exception failed)
    {
        answer["type"] = failed.GetType().Name;
        answer["message"] = failed.Message;
    }

    Console.WriteLine(answer.ToJsonString()); // synchronized: lines do not mix
}
