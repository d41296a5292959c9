// What Microsoft's C runtime library would put between Windows and a NativeAOT image, over ucrtbase.dll, which is part of Windows 10
// and later. For tests only, and no image linked with it is released: nothing checks the stack cookies when an exception passes
// (__GSHandlerCheck), and control flow guard is off (the dispatch function just jumps).
using Size = unsigned long long;
using Character = wchar_t;
using Function = void(__cdecl *)();
using CheckedFunction = int(__cdecl *)();
using TlsCallback = void(__stdcall *)(void *, unsigned, void *);

// The names below are those that the object files of NativeAOT ask for.
extern "C" {
__declspec(dllimport) int *__cdecl __p___argc();
__declspec(dllimport) Character ***__cdecl __p___wargv();
__declspec(dllimport) int __cdecl _configure_wide_argv(int);
__declspec(dllimport) int __cdecl _initialize_wide_environment();
__declspec(dllimport) void __cdecl _set_app_type(int);
__declspec(dllimport) int __cdecl _set_fmode(int);
[[noreturn]] __declspec(dllimport) void __cdecl exit(int);
__declspec(dllimport) int __cdecl _crt_atexit(Function);
__declspec(dllimport) int __cdecl _initterm_e(CheckedFunction *, CheckedFunction *);
__declspec(dllimport) void __cdecl _initterm(Function *, Function *);
__declspec(dllimport) void *__cdecl malloc(Size);
__declspec(dllimport) void __cdecl free(void *);
__declspec(dllimport) void __stdcall GetSystemTimeAsFileTime(Size *);
__declspec(dllimport) int __stdcall QueryPerformanceCounter(Size *);
__declspec(dllimport) unsigned __stdcall GetCurrentProcessId();
__declspec(dllimport) unsigned __stdcall GetCurrentThreadId();
int __cdecl wmain(int, Character **);

int _fltused = 0x9875;
int __cdecl atexit(Function function) { return _crt_atexit(function); }

// Faults end the process at once, with the codes of winnt.h.
[[noreturn]] static void FailFast(unsigned code)
{
    __asm__ volatile("int $0x29" ::"c"(code));
    __builtin_unreachable();
}

constexpr unsigned StackCookieCheckFailure = 2, FatalAppExit = 7, RangeCheckFailure = 8;
int _purecall() { FailFast(FatalAppExit); }
void __report_rangecheckfailure() { FailFast(RangeCheckFailure); }

// Stack cookies.
constexpr Size DefaultCookie = 0x2B992DDFA232;
Size __security_cookie = DefaultCookie;
void __security_check_cookie(Size cookie) { if (cookie != __security_cookie) FailFast(StackCookieCheckFailure); }
int __GSHandlerCheck(void *, void *, void *, void *) { return 1; /* ExceptionContinueSearch: the cookie is not checked */ }

static void DrawCookie()
{
    Size now = 0, ticks = 0;
    GetSystemTimeAsFileTime(&now);
    QueryPerformanceCounter(&ticks);
    Size drawn = now ^ ticks ^ (ticks << 32) ^ GetCurrentThreadId() ^ (Size(GetCurrentProcessId()) << 16) ^ Size(&drawn);
    drawn &= 0xFFFFFFFFFFFF; // the upper 16 bits are zero, as Microsoft's are: a string cannot write over it unseen
    __security_cookie = drawn == DefaultCookie || drawn == 0 ? DefaultCookie + 1 : drawn;
}

// __chkstk touches each page of a large frame in turn (RAX: its size), since Windows grows the stack page by page.
__asm__(R"(
    .text
    .globl __chkstk
    .def __chkstk; .scl 2; .type 32; .endef
__chkstk:
    push %rcx
    push %rax
    lea 24(%rsp), %rcx
1:  cmp $0x1000, %rax
    jb 2f
    sub $0x1000, %rcx
    orl $0, (%rcx)
    sub $0x1000, %rax
    jmp 1b
2:  sub %rax, %rcx
    orl $0, (%rcx)
    pop %rax
    pop %rcx
    ret

    .globl DispatchUnchecked
    .def DispatchUnchecked; .scl 2; .type 32; .endef
DispatchUnchecked:
    jmp *%rax
)");
void DispatchUnchecked();
Function __guard_dispatch_icall_fptr = DispatchUnchecked;

// The linker sorts sections by what follows the $: what compilers add lies between A and Z.
#pragma section(".CRT$XIA", read)
#pragma section(".CRT$XIZ", read)
#pragma section(".CRT$XCA", read)
#pragma section(".CRT$XCZ", read)
#pragma section(".CRT$XDA", read)
#pragma section(".CRT$XDZ", read)
#pragma section(".CRT$XLA", read)
#pragma section(".CRT$XLC", read)
#pragma section(".CRT$XLZ", read)
#pragma section(".tls", read, write)
#pragma section(".tls$ZZZ", read, write)
#pragma section(".rdata$T", read)
__declspec(allocate(".CRT$XIA")) CheckedFunction __xi_a[1] = {}; // C initializers
__declspec(allocate(".CRT$XIZ")) CheckedFunction __xi_z[1] = {};
__declspec(allocate(".CRT$XCA")) Function __xc_a[1] = {}; // constructors of C++
__declspec(allocate(".CRT$XCZ")) Function __xc_z[1] = {};
__declspec(allocate(".CRT$XDA")) Function __xd_a[1] = {}; // constructors of a thread's own variables
__declspec(allocate(".CRT$XDZ")) Function __xd_z[1] = {};

unsigned _tls_index = 0;
__declspec(allocate(".tls")) Size _tls_start = 0;
__declspec(allocate(".tls$ZZZ")) Size _tls_end = 0;
__declspec(thread) char __tls_guard = 0;

// Called by Windows for each new thread.
void __stdcall __dyn_tls_init(void *, unsigned reason, void *)
{
    constexpr unsigned ThreadAttach = 2;
    if (reason != ThreadAttach || __tls_guard) return;
    __tls_guard = 1;
    for (Function *each = __xd_a + 1; each != __xd_z; each++)
        if (*each) (*each)();
}
void __cdecl __dyn_tls_on_demand_init() { __dyn_tls_init(nullptr, 2, nullptr); }

__declspec(allocate(".CRT$XLA")) TlsCallback __xl_a = nullptr;
__declspec(allocate(".CRT$XLC")) TlsCallback __xl_c = __dyn_tls_init;
__declspec(allocate(".CRT$XLZ")) TlsCallback __xl_z = nullptr;
struct TlsDirectory { Size *start, *end; unsigned *index; TlsCallback *callbacks; unsigned zeroes, characteristics; };
__declspec(allocate(".rdata$T")) extern const TlsDirectory _tls_used;
const TlsDirectory _tls_used = {&_tls_start, &_tls_end, &_tls_index, &__xl_a + 1, 0, 0};

__declspec(noinline) static void Run()
{
    constexpr int ConsoleApp = 1, Binary = 0x8000, UnexpandedArguments = 1;
    _set_app_type(ConsoleApp);
    _set_fmode(Binary);
    _configure_wide_argv(UnexpandedArguments);
    _initialize_wide_environment();
    __dyn_tls_on_demand_init();
    if (_initterm_e(__xi_a, __xi_z)) FailFast(FatalAppExit);
    _initterm(__xc_a, __xc_z);
    exit(wmain(*__p___argc(), *__p___wargv()));
}

void wmainCRTStartup()
{
    DrawCookie();
    Run();
}
}

namespace std { struct nothrow_t {}; extern const nothrow_t nothrow{}; }
void *operator new(Size size, const std::nothrow_t &) noexcept { return malloc(size ? size : 1); }
void *operator new[](Size size, const std::nothrow_t &) noexcept { return malloc(size ? size : 1); }
void operator delete(void *block) noexcept { free(block); }
void operator delete[](void *block) noexcept { free(block); }
void operator delete(void *block, Size) noexcept { free(block); }
