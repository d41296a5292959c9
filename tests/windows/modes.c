// Runs a program on the same console and notes the modes of that console: before, whenever they change, and after.
// usage: modes.exe LOG PROGRAM ARGUMENT...     a line of LOG: the modes of input and output in hexadecimal
#include <windows.h>

static HANDLE Log, Input, Output;
static DWORD LastInput = ~0u, LastOutput = ~0u;

static void Note(BOOL always)
{
    DWORD input = 0, output = 0, written;
    char line[32];
    GetConsoleMode(Input, &input);
    GetConsoleMode(Output, &output);
    if (!always && input == LastInput && output == LastOutput)
        return;
    LastInput = input;
    LastOutput = output;
    WriteFile(Log, line, wsprintfA(line, "%x %x\n", input, output), &written, NULL);
}

static BOOL WINAPI Stay(DWORD event) { return TRUE; } // Ctrl-C is for the program

// The command line from its second argument on. None of the first two holds a quote.
static WCHAR *Next(WCHAR *line)
{
    BOOL quoted = FALSE;
    for (; *line && (quoted || *line != ' '); line++)
        if (*line == '"')
            quoted = !quoted;
    while (*line == ' ')
        line++;
    return line;
}

void Start(void)
{
    WCHAR *log = Next(GetCommandLineW()), *program = Next(log), path[MAX_PATH];
    STARTUPINFOW startup = {0};
    PROCESS_INFORMATION process;
    DWORD code = 1;
    lstrcpynW(path, log, (int)(program - log)); // without the blank between them
    startup.cb = sizeof startup;
    Log = CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ, NULL, CREATE_ALWAYS, 0, NULL);
    Input = GetStdHandle(STD_INPUT_HANDLE);
    Output = GetStdHandle(STD_OUTPUT_HANDLE);
    SetConsoleCtrlHandler(Stay, TRUE);
    Note(TRUE);
    if (!CreateProcessW(NULL, program, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process))
        ExitProcess(99);
    while (WaitForSingleObject(process.hProcess, 5) == WAIT_TIMEOUT)
        Note(FALSE);
    Note(TRUE);
    GetExitCodeProcess(process.hProcess, &code);
    ExitProcess(code);
}
