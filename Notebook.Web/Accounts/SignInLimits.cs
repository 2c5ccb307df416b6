namespace Notebook.Web.Accounts;

/// <summary>How many wrong passwords are tried before one has to wait. In memory: a restart forgets them, the lock-out of an account stays.</summary>
internal sealed class SignInLimits(TimeProvider time)
{
    /// <summary>Wrong passwords after which an account is locked, and for how long; the same answer is given for an address without account.</summary>
    public const int MaxPerAccount = 10;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <summary>Per minute, for one address from one place.</summary>
    public const int MaxPerPair = 5;

    /// <summary>Per minute, from one place. A class may sit behind one address.</summary>
    public const int MaxPerPlace = 60;

    /// <summary>Accounts that are registered per hour from one place.</summary>
    public const int MaxRegistrations = 60;

    private readonly AttemptLimit _pairs = new(MaxPerPair, TimeSpan.FromMinutes(1), time);
    private readonly AttemptLimit _places = new(MaxPerPlace, TimeSpan.FromMinutes(1), time);
    private readonly AttemptLimit _registrations = new(MaxRegistrations, TimeSpan.FromHours(1), time);
    private readonly AttemptLimit _accounts = new(MaxPerAccount, LockedFor, time);

    /// <returns>Null when an attempt may be made now.</returns>
    public TimeSpan? WaitFor(string place, string email) => _pairs.WaitFor(Pair(place, email)) ?? _places.WaitFor(place) ?? LockOf(email);

    /// <summary>For how long nobody can sign in with this address, from wherever.</summary>
    public TimeSpan? LockOf(string email) => _accounts.WaitFor(email);

    public void Failed(string place, string email)
    {
        _pairs.Failed(Pair(place, email));
        _places.Failed(place);
        _accounts.Failed(email);
    }

    public void Succeeded(string place, string email)
    {
        _pairs.Succeeded(Pair(place, email));
        _accounts.Succeeded(email);
    }

    /// <summary>Whether one more account may be made from a place, where registration is open; asking counts.</summary>
    public bool MayRegister(string place)
    {
        if (_registrations.WaitFor(place) is not null)
            return false;
        _registrations.Failed(place);
        return true;
    }

    private static string Pair(string place, string email) => $"{place} {email}";
}
