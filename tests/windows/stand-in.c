// Stands in for the program whose name it is given.
//   python.exe, az.exe   writes its arguments, the folder and the variables that az may change; ends with %STAND_IN_EXIT%
//   az-sandbox.exe       starts a background half with every handle that may be inherited, writes the ready line, ends
//   browser.exe          notes the address in the file "opened" beside it
// The background half and the browser end when a file "until" is beside them.
#include <windows.h>
#include <shellapi.h>

// No buffers on the stack and no initializers: there is no C library that would clear them.
static WCHAR folder[MAX_PATH], path[MAX_PATH], self[MAX_PATH], other[MAX_PATH], value[4096], code[16];
static char bytes[16384];
static STARTUPINFOW start;
static PROCESS_INFORMATION started;
static WCHAR background[] = L"az-sandbox.exe hold";

static WCHAR *Beside(const WCHAR *name)
{
    lstrcpyW(path, folder);
    lstrcatW(path, name);
    return path;
}

static void Write(HANDLE file, const WCHAR *text)
{
    DWORD written, length = WideCharToMultiByte(CP_UTF8, 0, text, lstrlenW(text), bytes, sizeof bytes, NULL, NULL);
    WriteFile(file, bytes, length, &written, NULL);
}

static void WriteVariable(HANDLE output, const WCHAR *name)
{
    if (!GetEnvironmentVariableW(name, value, 4096))
        lstrcpyW(value, L"(none)");
    Write(output, L"\n");
    Write(output, name);
    Write(output, L"=");
    Write(output, value);
}

static void Wait(void)
{
    while (GetFileAttributesW(Beside(L"until")) == INVALID_FILE_ATTRIBUTES)
        Sleep(20);
}

void Start(void)
{
    int count;
    WCHAR **arguments = CommandLineToArgvW(GetCommandLineW(), &count), *name = folder;
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    GetModuleFileNameW(NULL, self, MAX_PATH);
    lstrcpyW(folder, self);
    for (WCHAR *letter = folder; *letter; letter++)
        if (*letter == '\\')
            name = letter + 1;
    WCHAR kind = name[0], second = name[2];
    *name = 0;

    if (kind == 'b') {
        HANDLE file = CreateFileW(Beside(L"new"), GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
        Write(file, arguments[1]);
        CloseHandle(file);
        lstrcpyW(other, Beside(L"opened"));
        MoveFileW(Beside(L"new"), other);
        Wait();
    } else if (second == '-' && count > 1 && arguments[1][0] == 'h') {
        Wait();
    } else if (second == '-') {
        start.cb = sizeof start;
        lstrcpyW(other, arguments[3]); // serve --state FOLDER
        lstrcatW(other, L"\\ready.json");
        CopyFileW(Beside(L"ready.json"), other, FALSE);
        if (!CreateProcessW(self, background, NULL, NULL, TRUE, 0, NULL, NULL, &start, &started))
            ExitProcess(1);
        Write(output, L"{}\r\n");
    } else {
        for (int i = 1; i < count; i++) {
            Write(output, L"<");
            Write(output, arguments[i]);
            Write(output, L">");
        }
        WriteVariable(output, L"AZ_INSTALLER");
        WriteVariable(output, L"AZURE_CONFIG_DIR");
        GetCurrentDirectoryW(MAX_PATH, other);
        Write(output, L"\nin ");
        Write(output, other);
        if (GetEnvironmentVariableW(L"STAND_IN_EXIT", code, 16) == 2) // two digits
            ExitProcess((code[0] - '0') * 10 + (code[1] - '0'));
    }
    ExitProcess(0);
}
