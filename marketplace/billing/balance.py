"""What a charge comes to, from what came in and went back; pure."""

from dataclasses import dataclass

DUE, SETTLED, WAIVED, REVERSED = "due", "settled", "waived", "reversed"


@dataclass(frozen=True)
class Balance:
    """All in cents; `was_settled` remembers that it was paid in full once."""

    amount: int
    credited: int
    paid: int
    refunded: int
    disputed: int
    is_waived: bool = False
    was_settled: bool = False

    @property
    def owed(self) -> int:
        """What must be paid in all."""
        return 0 if self.is_waived else self.amount - self.credited

    @property
    def kept(self) -> int:
        """What the city holds."""
        return self.paid - self.refunded - self.disputed

    @property
    def remainder(self) -> int:
        """What is still to pay."""
        return max(0, self.owed - self.kept)

    @property
    def overpaid(self) -> int:
        """What must go back."""
        return max(0, self.kept - self.owed)

    @property
    def status(self) -> str:
        """Short is not settled. Once settled, only a full refund or a lost dispute reverses it."""
        if self.is_waived:
            return WAIVED
        if self.kept >= self.owed:
            return SETTLED
        if not self.was_settled:
            return DUE
        return REVERSED if self.disputed or self.kept <= 0 else SETTLED
