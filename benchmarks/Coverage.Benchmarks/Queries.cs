namespace Coverage.Benchmarks;

/// <summary>Fifty searches as people type them: names, identifiers, beginnings and middles of words, several words, and what nothing is called.</summary>
internal static class Queries
{
    public static readonly string[] Fifty =
    [
        "T1059", "t1059.001", "T1219", "t1562", "T1003.001", "T10", "TA0005", "D3-NTF", "d3-rtsd", "G0016",
        "S0154", "C0024", "powershell", "mimikatz", "lsass", "rundll32", "regsvr32", "certutil", "bitsadmin", "wmi",
        "psexec", "schtasks", "kerberoast", "dcsync", "apt29", "lazarus", "fin7", "cobalt strike", "anydesk", "teamviewer",
        "remote access software", "process injection", "credential dumping", "scheduled task", "network traffic filtering", "suspicious powershell download", "windows defender disable", "aws cloudtrail", "azure ad", "kubernetes",
        "power", "persist", "exfil", "inject", "obfus", "cred", "e", "mimikats", "powershel downlod", "7f2376f9-42ee-4dfc-9360-fecff9a88fc8",
    ];
}
