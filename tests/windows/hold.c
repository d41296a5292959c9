// Holds a file open as another program would, in the share mode that is asked for, until a file appears.
// usage: hold.exe FILE MODE READY UNTIL     MODE: "rw" as Python's open(), "rwd" as .NET's readers, "none" as a virus scanner may
#include <windows.h>
#include <shellapi.h>

void Start(void)
{
    int count;
    WCHAR **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    DWORD share = 0;
    for (WCHAR *letter = arguments[2]; *letter; letter++)
        share |= *letter == 'r' ? FILE_SHARE_READ : *letter == 'w' ? FILE_SHARE_WRITE : *letter == 'd' ? FILE_SHARE_DELETE : 0;
    HANDLE file = CreateFileW(arguments[1], GENERIC_READ, share, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        ExitProcess(1);
    CloseHandle(CreateFileW(arguments[3], GENERIC_WRITE, 0, NULL, CREATE_NEW, 0, NULL));
    while (GetFileAttributesW(arguments[4]) == INVALID_FILE_ATTRIBUTES)
        Sleep(20);
    ExitProcess(0);
}
