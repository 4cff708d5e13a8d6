using Coverage.Tests.Support;

namespace Coverage.Tests.Exchange.Importing;

/// <summary>Small exports of each product, written for these tests. Each has a rule that is the first one, a twin, and one that nobody knows.</summary>
internal static class ExportSamples
{
    public static string Elastic => $$$"""
        {"id":"a","rule_id":"{{{Make.Guid(91)}}}","name":"Named otherwise","enabled":true,"description":"Invented","references":["https://rules.example/{{{Make.Guid(1)}}}"],"tags":["x"],"threat":[{"framework":"MITRE ATT&CK","tactic":{"id":"TA0002","name":"Execution"},"technique":[{"id":"T1059","name":"x","subtechnique":[{"id":"T1059.001","name":"y"}]}]}]}
        {"id":"b","rule_id":"{{{Make.Guid(92)}}}","name":"second RULE","enabled":false}
        {"id":"c","rule_id":"{{{Make.Guid(93)}}}","name":"Twin rule","enabled":true}
        {"id":"d","rule_id":"{{{Make.Guid(94)}}}","name":"Nobody knows","enabled":true,"threat":[{"framework":"MITRE ATT&CK","technique":[{"id":"T1003","subtechnique":[{"id":"T1003.001"}]},{"id":"T1086"},{"id":"T9999"}]}]}
        {"_version":"x","list_id":"exceptions","type":"detection","name":"An exception list"}
        {"exported_count":5,"exported_rules_count":4,"missing_rules":[],"missing_rules_count":0}
        """;

    public static string SentinelArm => $$"""
        {"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0","parameters":{"workspace":{"type":"String"} },"resources":[
        {"id":"[concat(resourceId('x', parameters('workspace')),'/alertRules/{{Make.Guid(91)}}')]","name":"[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{{Make.Guid(91)}}')]","type":"Microsoft.OperationalInsights/workspaces/providers/alertRules","kind":"Scheduled","properties":{"displayName":"Any name","description":"After Sigma rule {{Make.Guid(1)}}.","enabled":true,"query":"x","techniques":["T1059"]} },
        {"name":"[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{{Make.Guid(92)}}')]","type":"Microsoft.OperationalInsights/workspaces/providers/alertRules","kind":"Scheduled","properties":{"displayName":"Second rule","enabled":false} },
        {"name":"[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{{Make.Guid(93)}}')]","type":"Microsoft.OperationalInsights/workspaces/providers/alertRules","kind":"NRT","properties":{"displayName":"Twin rule","enabled":true} },
        {"name":"[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{{Make.Guid(94)}}')]","type":"Microsoft.OperationalInsights/workspaces/providers/alertRules","kind":"Scheduled","properties":{"displayName":"Nobody knows","enabled":true,"techniques":["T1003","T1001"],"subTechniques":["T1003.001"]} }]}
        """;

    public static string SentinelList => $$"""
        {"value":[{"id":"/subscriptions/x/providers/Microsoft.SecurityInsights/alertRules/{{Make.Guid(1)}}","name":"{{Make.Guid(1)}}","type":"Microsoft.SecurityInsights/alertRules","kind":"Scheduled","properties":{"displayName":"Any name","enabled":true} },
        {"name":"own-name","type":"Microsoft.SecurityInsights/alertRules","kind":"Fusion","properties":{"displayName":"Nobody knows","enabled":true,"techniques":null} }],"nextLink":"https://management.example/next"}
        """;

    public static string SentinelYaml => $"""
        id: {Make.Guid(94)}
        name: Nobody knows
        kind: Scheduled
        severity: High
        tactics:
          - Execution
        relevantTechniques:
          - T1059.001
        query: |
          Invented
          | where x == 1
        """;

    public static string Splunk => $$"""
        # A comment
        [default]
        dispatch.earliest_time = -1h

        [Threat - First - Rule]
        action.correlationsearch.enabled = 1
        action.correlationsearch.label = Any name
        action.correlationsearch.annotations = {"mitre_attack": ["T1001", "Execution"], "cis20": ["CIS 8"]}
        description = Sigma {{Make.Guid(1)}}
        search = index=x \
        | stats count \
        | where count > 1

        [Second rule]
        disabled = 1
        search = index=x

        [Twin rule]
        alert.track = 1
        search = index=x

        [Nobody knows]
        action.correlationsearch.annotations = {"mitre_attack": \
        ["T1003.001"]}
        search = index=x

        [Weekly report]
        search = index=x | stats count
        """;

    public static string AtomicLog => $"""
        "Execution Time (UTC)","Execution Time (Local)","Technique","Test Number","Test Name","Hostname","IP Address","Username","GUID","ProcessId","ExitCode"
        "2026-01-01T10:00:00Z","2026-01-01T12:00:00Z","T1001","1","Test 1","host-a","10.0.0.1","ada","{Make.Guid(1)}","11","0"
        "2026-01-01T10:05:00Z","2026-01-01T12:05:00Z","T1001","2","Test 2","host-a","10.0.0.1","ada","","12","1"
        "2026-01-01T10:06:00Z","2026-01-01T12:06:00Z","T1001","9","Gone test","host-a","10.0.0.1","ada","","12","1"
        """;

    public static string Attire => Attired("1.1");

    public static string Attired(string version) => $$"""
        {"attire-version":"{{version}}","execution-data":{"execution-source":"Invoke-Atomicredteam","execution-id":"x","execution-command":"y","target":{"user":"ada","host":"HOST-A","ip":"10.0.0.1","path":""},"time-generated":"2026-01-01T09:00:00.000Z"},"procedures":[
        {"mitre-technique-id":"T1001","procedure-name":"Test 1","procedure-id":{"type":"guid","id":"{{Make.Guid(1)}}"},"procedure-description":"","order":1,"steps":[{"order":1,"time-start":"2026-01-01T10:00:00.250Z","time-stop":"2026-01-01T10:00:01.000Z","executor":"sh","command":"true","process-id":1,"exit-code":0,"is-timeout":false,"output":[]}]},
        {"mitre-technique-id":"T1059.001","procedure-name":"Test 3","order":2,"steps":[]},
        {"mitre-technique-id":"T1059.001","procedure-name":"No such test","order":3,"steps":[]}]}
        """;

    public static string Layer(string version = "4.5", string score = "3") => $$"""
        {"name":"Our threats","versions":{"attack":"19","navigator":"5.1.0","layer":"{{version}}"},"domain":"enterprise-attack","techniques":[
        {"techniqueID":"T1001","score":{{score}},"comment":"x"},{"techniqueID":"T1003","tactic":"execution","score":1},{"techniqueID":"T1003","tactic":"other","score":2},
        {"techniqueID":"T1086","score":5},{"techniqueID":"T1059","comment":"no score"},{"techniqueID":"T1003.001","score":9,"enabled":false},{"techniqueID":"T9999","score":4}]}
        """;
}
