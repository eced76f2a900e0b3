package io.milliwatt.presentation.call;

import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.OfferAnswer;
import io.milliwatt.presentation.Format;
import java.util.ArrayList;
import java.util.List;

/// An exchange of session descriptions, ready to be read.
///
/// @param title `1. INVITE by the caller, answered`
/// @param offerTitle what the offer came in
/// @param answerTitle what the answer came in
/// @param changes what is different from the exchange before; may be empty
public record ExchangeView(
        String title,
        String offerTitle,
        String answerTitle,
        String changes,
        List<TextLine> offer,
        List<TextLine> answer) {
    public ExchangeView {
        offer = List.copyOf(offer);
        answer = List.copyOf(answer);
    }

    static List<ExchangeView> of(CallRow row) {
        Call call = row.call();
        List<ExchangeView> views = new ArrayList<>();
        for (OfferAnswer each : call.exchanges()) {
            CallMessage offered = call.messages().get(each.offerMessage());
            List<TextLine> answer = List.of();
            String answerTitle = "No answer came";
            if (each.answerMessage() >= 0) {
                CallMessage answered = call.messages().get(each.answerMessage());
                answerTitle =
                        (each.outcome() == OfferAnswer.Outcome.REFUSED
                                        ? "Refused in "
                                        : "Answer in ")
                                + MessageWords.title(answered);
                answer =
                        each.answer()
                                .map(body -> TextLine.of(body.text(), row.topology(answered)))
                                .orElse(List.of());
            }
            views.add(
                    new ExchangeView(
                            (views.size() + 1)
                                    + ". "
                                    + MessageWords.title(offered)
                                    + " by the "
                                    + each.offerer().word()
                                    + ", "
                                    + each.outcome().word(),
                            "Offer in " + MessageWords.title(offered),
                            answerTitle,
                            Format.sentence(String.join("; ", each.changes())),
                            TextLine.of(each.offer().text(), row.topology(offered)),
                            answer));
        }
        return views;
    }
}
