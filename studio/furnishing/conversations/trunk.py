"""Below “Training the trunk in spring” and “The core is a conversation”."""

from studio.furnishing.conversations.readers import CLARA, HUGO, JUNO, MINA, NELL, ROSA
from studio.furnishing.conversations.said import Said

SPRING = [
    Said(
        key="trunk-tray",
        **HUGO,
        day=0.5,
        text="""\
> Then they run, and from behind it looks as though each of them is carrying a full tray.

I was a waiter for eleven years. The trick with a full tray is that everything *below* it moves. \
The ones who went stiff spilled.""",
    ),
    Said(
        key="trunk-tray-author",
        **JUNO,
        day=0.9,
        answers="trunk-tray",
        text="""\
Then I have insulted waiters, and I take it back. I shall use your version in the next lesson and \
say where it comes from.""",
    ),
    Said(
        key="trunk-plank",
        name="Olive Octavo",
        email="olive@visitor.example",
        day=4.4,
        text="""\
Planks may stay, if I can breathe and turn my head in them. I could do neither. I could, however, \
see the clock very well.""",
    ),
    Said(
        key="trunk-winter",
        name="Nora Novella",
        email="nora@visitor.example",
        day=212.8,
        seconds=2400,
        status="waiting",
        text="""\
This will be long; I have been composing it since April, mostly on stairs.

I am one of the people with the tray. Fourteen winters ago a coach, a kind man, put two fingers \
on my belly, said "here, and never let go", and I am an obedient person. I did not let go. I did \
not let go while running, and after a year or so I did not let go at the sink, in the cinema, or \
in conversation. I was told that I had beautiful posture. I was also told, by my sister, that \
hugging me was like hugging a cupboard with a good heart.

Nothing hurt, and I should like to be exact about this, because stories of this kind usually have \
a back in them that is saved at the end. There was no back. I ran four times a week, not quickly, \
and came home with a loud pair of feet and a tired neck. I put the feet down to the pavement and \
the neck to my work. I translate instruction manuals.

Then I read your four weeks, and what stopped me was not an argument. It was the word *virtue*.

> A brace around the waist tends to be put on once, as a virtue, and then forgotten.

I had forgotten it. I went looking for it as one looks for spectacles that are on one's nose. In \
the box you ask us to walk with the palms on the front of the pelvis and only to follow. In the \
first week there was nothing to follow: forward and back, down and up, none of it, two palms \
resting on a window sill. I thought that I was perhaps made differently. In the second week I did \
it in the evening, tired, in slippers, on the way from the desk to the kettle, and my left hand \
went down a little and came up. I stood still at once, of course, to look, and it was gone.

What I have learnt since, in the order in which I learnt it:

- It comes when I carry something in one hand and goes when I carry something in both.
- It goes when I am watched, and when I think of being watched.
- It goes on the word "relax", reliably, as if I had been told to hurry.
- My dog can bring it on by pulling to the left.

I did the side bend with a weight. I did the rolling from the back to the side, led by the knee, \
then by the ribs; the ribs took a month and then did it one morning as if they had always been \
going to. I kept my planks. I can now tell the dog what I think of it while I am in one.

The running I took up again in June, ten minutes at a time. I am not going to say that I am \
faster, as I have never timed it, nor that anything was cured, as nothing was ill. The feet are \
quieter. I know this since the man on the second floor, who used to greet me with "I heard you \
coming", now says only "good morning", and seems to have lost something.

And here is my question, after all this. You write that the work is to stop interfering, *and \
then to have enough strength near the ends of the range for the movement to feel safe*. I have \
managed the first half, on good days. How does one know that one has come to the second? Is there \
a sign, or does one simply find out on an icy morning?

I should add that I met the kind coach in September. He is seventy now. He put two fingers on his \
own belly and said, "I never let go of it either, you know. I have been wondering who told me."

My sister says the cupboard has a door now.""",
    ),
    Said(
        key="trunk-neighbour",
        name="Fay Flyleaf",
        email="fay@visitor.example",
        day=213.5,
        status="rejected",
        rejection="private",
        note="Name, ailment and telephone number of somebody who was not asked.",
        text="""\
You should ask Cornelius Endpaper about bracing. He is in the Tuesday group, the one with the \
slipped disc and the divorce, and he wears his belt even at night. He will not mind, just ring \
him: 030 23125 042.""",
    ),
]

CORE = [
    Said(
        key="core-wardrobe",
        **CLARA,
        day=0.7,
        text="""\
> Twenty people are now stable in the way that a wardrobe is stable, and nobody can get up from \
the floor gracefully.

I teach too (children, gymnastics), and I have said it this very week. What do you say in the \
*first* lesson, before anybody has felt a scarf under the waist? I need a sentence, and I need it \
by Thursday.""",
    ),
    Said(
        key="core-wardrobe-author",
        **MINA,
        day=1.3,
        answers="core-wardrobe",
        text="""\
By Thursday: none. Give them something to do that cannot be done by a wardrobe. Stand on one leg \
and hand me this ball. Now hand it to me again, and I am over here.

If a sentence has to be said, mine is "tell me what you had for breakfast". I cannot show you a \
trial in its favour, but with children it has the advantage that they answer.""",
    ),
    Said(
        key="core-wardrobe-thursday",
        **CLARA,
        day=8.6,
        answers="core-wardrobe-author",
        text="Pancakes, mostly. Nobody braced.",
    ),
    Said(
        key="core-agatha",
        **NELL,
        day=15.5,
        reports=(
            ("private", "Agatha is my aunt. She did not ask for this to be told."),
            ("private", ""),
            ("off_topic", "What has the operation to do with the core?"),
        ),
        text="""\
Agatha Addendum from your Wednesday class held her navel in for thirty years and then had her \
gall bladder out in August, and when she woke up she asked the surgeon whether she might let go \
now. I have thought of her at every paragraph.""",
    ),
    Said(
        key="core-miracle",
        **ROSA,
        day=66.2,
        status="waiting",
        text="""\
I confess that I came here from an advertisement which promised "the one deep muscle" and called \
it a miracle cure. So I was rather hoping for one.

> No single muscle dominated.

That is the least exciting sentence I have read this year, and it has done more for my shoulders \
than the advertisement.""",
    ),
    Said(
        key="core-office",
        name="Ines Index",
        email="ines@visitor.example",
        day=68.4,
        seconds=150,
        status="waiting",
        text="""\
Would the letters in the air also work at a standing desk? I have a long name and long meetings.""",
    ),
    Said(
        key="core-account",
        name="Studio Elsewhere",
        email="accounts@visitor.example",
        website="https://studio-elsewhere-login.example",
        day=69.1,
        seconds=6,
        status="spam",
        text="""\
Dear reader, your place in our class will be cancelled today. Please confirm your payment details \
here: https://studio-elsewhere-login.example/confirm""",
    ),
]
